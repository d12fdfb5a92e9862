// Bytes per second of our parser beside yaml-cpp, libyaml, libfyaml, nlohmann/json and simdjson, in one run.
//
// Inputs: the 20 largest YAML and JSON files of the corpora, and templates of 1 MB made here.
#include <benchmark/benchmark.h>
#include <libfyaml.h>
#include <simdjson.h>
#include <yaml-cpp/yaml.h>
#include <yaml.h>

#include <nlohmann/json.hpp>

#include "support/corpus.h"
#include "syntax/data.h"

using namespace cribsheet;

namespace {

std::vector<std::string> largest(std::initializer_list<std::string> endings) {
  std::vector<std::string> texts;
  for (const auto& path : tests::corpus("", endings)) texts.push_back(tests::read(path));
  std::sort(texts.begin(), texts.end(), [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  texts.resize(std::min<std::size_t>(texts.size(), 20));
  return texts;
}

// A template as people write them, repeated with names of its own until it is 1 MB.
std::string big_yaml() {
  std::string text = "AWSTemplateFormatVersion: '2010-09-09'\nDescription: A large template\nResources:\n";
  for (int i = 0; text.size() < (1u << 20); ++i) {
    const std::string n = std::to_string(i);
    text += "  Queue" + n + ":\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Sub '${AWS::StackName}-" + n +
            "'\n      VisibilityTimeout: 120\n      RedrivePolicy:\n        deadLetterTargetArn: !GetAtt Dead.Arn\n        "
            "maxReceiveCount: 5\n      Tags:\n        - Key: team\n          Value: \"orders\"\n" +
            "  Function" + n +
            ":\n    Type: AWS::Lambda::Function\n    Properties:\n      Handler: index.handler\n      Runtime: "
            "python3.12\n      Role: !GetAtt Role.Arn\n      Code:\n        ZipFile: |\n" +
            "          import json\n\n          def handler(event, context):\n              return {\"statusCode\": 200, "
            "\"body\": json.dumps(event)}\n      Environment:\n        Variables: {STAGE: !Ref Stage, LEVEL: info}\n";
  }
  return text;
}

std::string big_json() {
  std::string text = "{\n  \"Resources\": {\n";
  for (int i = 0; text.size() < (1u << 20); ++i) {
    text += (i ? ",\n" : "") + std::string("    \"Queue") + std::to_string(i) +
            "\": {\n      \"Type\": \"AWS::SQS::Queue\",\n      \"Properties\": {\n        \"VisibilityTimeout\": "
            "120,\n        \"QueueName\": {\"Fn::Sub\": \"${AWS::StackName}-orders\"},\n" +
            "        \"Tags\": [{\"Key\": \"team\", \"Value\": \"orders\"}]\n      }\n    }";
  }
  return text + "\n  }\n}\n";
}

const std::vector<std::string>& input(int which) {
  static const std::vector<std::string> inputs[] = {largest({".yaml", ".yml"}), {big_yaml()}, largest({".json"}), {big_json()}};
  return inputs[which];
}

template <class Parse>
void run(benchmark::State& state, int which, Parse parse) {
  const auto& texts = input(which);
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  if (bytes == 0) return state.SkipWithError("the corpora are not there");
  for (auto _ : state) {
    for (const std::string& text : texts) parse(text);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}

void ours(benchmark::State& state, int which, syntax::Language language) {
  run(state, which, [&](const std::string& text) { benchmark::DoNotOptimize(syntax::parse(text, language)); });
  std::size_t bytes = 0, tree_bytes = 0;
  for (const std::string& text : input(which)) {
    const auto tree = syntax::parse(text, language);
    const auto& data = tree->data();
    bytes += text.size();
    tree_bytes += data.slots.size() * sizeof(syntax::Slot) + data.properties.size() * sizeof(syntax::Property) + data.comments.size() * sizeof(Range);
  }
  state.counters["tree_bytes_per_byte"] = static_cast<double>(tree_bytes) / static_cast<double>(std::max<std::size_t>(bytes, 1));
}

void with_yaml_cpp(benchmark::State& state, int which) {
  run(state, which, [](const std::string& text) {
    try {
      benchmark::DoNotOptimize(YAML::LoadAll(text));
    } catch (const YAML::Exception&) {
    }
  });
}

void with_libyaml(benchmark::State& state, int which) {
  run(state, which, [](const std::string& text) {
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    for (bool more = true; more;) {
      yaml_document_t document;
      if (!yaml_parser_load(&parser, &document)) break;
      more = yaml_document_get_root_node(&document) != nullptr;
      yaml_document_delete(&document);
    }
    yaml_parser_delete(&parser);
  });
}

void with_libfyaml(benchmark::State& state, int which) {
  run(state, which, [](const std::string& text) {
    fy_parse_cfg config{};
    config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET);
    fy_document* document = fy_document_build_from_string(&config, text.data(), text.size());
    benchmark::DoNotOptimize(document);
    fy_document_destroy(document);
  });
}

void with_nlohmann(benchmark::State& state, int which) {
  run(state, which, [](const std::string& text) { benchmark::DoNotOptimize(nlohmann::json::parse(text, nullptr, false)); });
}

void with_simdjson(benchmark::State& state, int which) {
  simdjson::dom::parser parser;
  run(state, which, [&](const std::string& text) { benchmark::DoNotOptimize(parser.parse(text)); });
}

}  // namespace

BENCHMARK_CAPTURE(ours, largest_yaml, 0, syntax::Language::yaml);
BENCHMARK_CAPTURE(with_yaml_cpp, largest_yaml, 0);
BENCHMARK_CAPTURE(with_libyaml, largest_yaml, 0);
BENCHMARK_CAPTURE(with_libfyaml, largest_yaml, 0);
BENCHMARK_CAPTURE(ours, one_mb_yaml, 1, syntax::Language::yaml);
BENCHMARK_CAPTURE(with_yaml_cpp, one_mb_yaml, 1);
BENCHMARK_CAPTURE(with_libyaml, one_mb_yaml, 1);
BENCHMARK_CAPTURE(with_libfyaml, one_mb_yaml, 1);
BENCHMARK_CAPTURE(ours, largest_json, 2, syntax::Language::json);
BENCHMARK_CAPTURE(with_nlohmann, largest_json, 2);
BENCHMARK_CAPTURE(with_simdjson, largest_json, 2);
BENCHMARK_CAPTURE(ours, one_mb_json, 3, syntax::Language::json);
BENCHMARK_CAPTURE(with_nlohmann, one_mb_json, 3);
BENCHMARK_CAPTURE(with_simdjson, one_mb_json, 3);

BENCHMARK_MAIN();
