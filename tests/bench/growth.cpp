// How the cost of a document grows with its size, for documents of many shapes: processor time at 10 KB ... 10 MB and the exponent.
// usage: growth SOURCE PACK [LARGEST BYTES]      JSON on standard output, for experience.mjs. Exit 1: something grows faster than it may.
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "features/completion.h"
#include "features/findings.h"
#include "features/hover.h"
#include "rules/kept.h"
#include "support/dense.h"

using namespace cribsheet;
using Json = nlohmann::ordered_json;

namespace {

constexpr double kMost = 1.1;      // the exponent
constexpr double kNoise = 0.0005;  // seconds; what takes less says nothing of growth

using Make = std::function<std::string(std::size_t)>;

// `head`, then `piece(n)` until it is of that size, then `tail`.
Make repeated(std::string head, std::function<std::string(std::size_t)> piece, std::string tail = {}) {
  return [=](std::size_t bytes) {
    std::string text = head;
    for (std::size_t n = 1; text.size() < bytes; ++n) text += piece(n);
    return text + tail;
  };
}

std::string number(std::size_t n) { return std::to_string(n); }

std::string json_of(std::size_t bytes, int indent) {
  nlohmann::json root{{"AWSTemplateFormatVersion", "2010-09-09"}};
  for (std::size_t n = 0; n < bytes / (indent < 0 ? 190 : 420); ++n)
    root["Resources"]["Queue" + number(n)] = {
        {"Type", "AWS::SQS::Queue"},
        {"Properties",
         {{"QueueName", {{"Fn::Sub", "orders-${AWS::StackName}"}}}, {"VisibilityTimeout", 30 + n}, {"Tags", {{{"Key", "t\u00e9am"}, {"Value", "orders"}}}}}}};
  return root.dump(indent);
}

const std::string kHead = "AWSTemplateFormatVersion: '2010-09-09'\nParameters:\n  Stage:\n    Type: String\nResources:\n";
const std::string kQueue = "  Queue:\n    Type: AWS::SQS::Queue\n";

std::vector<std::pair<std::string, Make>> shapes(const std::filesystem::path& source) {
  return {
      {"YAML without filler", [source](std::size_t bytes) { return tests::dense(source, std::max<std::size_t>(1, bytes / 7750)); }},
      {"JSON", [](std::size_t bytes) { return json_of(bytes, 2); }},
      {"JSON in one line", [](std::size_t bytes) { return json_of(bytes, -1); }},
      {"one resource with one list",
       repeated(kHead + kQueue + "    Properties:\n      Tags:\n", [](std::size_t n) { return "        - Key: k" + number(n) + "\n          Value: v\n"; })},
      {"a list in one line",
       repeated(
           kHead + kQueue + "    Properties:\n      Tags: [", [](std::size_t n) { return "{Key: k" + number(n) + ", Value: v}, "; }, "]\n")},
      {"deep nesting", repeated(kHead + kQueue + "    Metadata: ", [](std::size_t) { return std::string("{a: ["); })},
      {"references to one resource", repeated(kHead + kQueue + "  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      Subscription:\n",
                                              [](std::size_t n) { return "        - {Protocol: sqs, Endpoint: !GetAtt Queue.Arn} # " + number(n) + "\n"; })},
      {"references to nothing", repeated(kHead + "  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      Subscription:\n",
                                         [](std::size_t n) { return "        - {Protocol: sqs, Endpoint: !Ref Missing" + number(n) + "}\n"; })},
      {"resources that refer to the last",
       repeated(kHead,
                [](std::size_t n) {
                  return "  Queue" + number(n) + ":\n    Type: AWS::SQS::Queue\n    Properties:\n      RedrivePolicy: {deadLetterTargetArn: !GetAtt Queue" +
                         number(n + 1) + ".Arn, maxReceiveCount: 5}\n";
                })},
      {"one name for all resources", repeated(kHead, [](std::size_t n) { return kQueue + "    Properties:\n      DelaySeconds: " + number(n % 900) + "\n"; })},
      {"one physical name for all",
       repeated(kHead, [](std::size_t n) { return "  Queue" + number(n) + ":\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: orders\n"; })},
      {"parameters", repeated(
                         "Parameters:\n", [](std::size_t n) { return "  P" + number(n) + ":\n    Type: String\n    Default: a\n"; }, "Resources:\n" + kQueue)},
      {"conditions", repeated(kHead + kQueue + "Conditions:\n  C0: !Equals [!Ref Stage, prod]\n",
                              [](std::size_t n) { return "  C" + number(n) + ": !And [!Condition C" + number(n - 1) + ", !Equals [!Ref Stage, dev]]\n"; })},
      {"outputs", repeated(kHead + kQueue + "Outputs:\n", [](std::size_t n) { return "  O" + number(n) + ":\n    Value: !Ref Queue\n"; })},
      {"one long Sub", repeated(
                           kHead + "  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: !Sub '",
                           [](std::size_t n) { return "${Stage}-" + number(n); }, "'\n")},
      {"one policy",
       repeated(
           kHead + "  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n",
           [](std::size_t n) { return "          - {Sid: S" + number(n) + ", Effect: Allow, Action: 's3:Get*', Resource: '*'}\n"; })},
      {"unknown properties", repeated(kHead + kQueue + "    Properties:\n", [](std::size_t n) { return "      Colour" + number(n) + ": 1\n"; })},
      {"a mistake in every line", repeated(kHead + kQueue + "    Properties:\n", [](std::size_t n) { return "      Name" + number(n) + " [: }\n"; })},
      {"one long text", repeated(kHead + "  Function:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code:\n        ZipFile: |\n",
                                 [](std::size_t n) { return "          print('line " + number(n) + "')\n"; })},
  };
}

double now() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// Seconds; the least of some runs, which is what it takes when nothing comes in between.
double least(const std::function<void()>& run) {
  double best = 1e9, spent = 0;
  for (int i = 0; i < 7 && (i < 2 || spent < 0.3); ++i) {
    const double begun = now();
    run();
    const double took = now() - begun;
    best = std::min(best, took);
    spent += took;
  }
  return best;
}

// The slope of the line through the logarithms.
double exponent(const std::vector<std::pair<double, double>>& points) {
  double x = 0, y = 0, above = 0, below = 0;
  for (const auto& [size, cost] : points) {
    x += std::log(size) / static_cast<double>(points.size());
    y += std::log(cost) / static_cast<double>(points.size());
  }
  for (const auto& [size, cost] : points) {
    above += (std::log(size) - x) * (std::log(cost) - y);
    below += (std::log(size) - x) * (std::log(size) - x);
  }
  return above / below;
}

struct World {
  std::shared_ptr<const pack::Pack> pack;
  features::Snapshot snapshot;
};

std::map<std::string, double> measure(World& world, const std::string& text) {
  const std::string path = text.front() == '{' ? "template.json" : "template.yaml";
  std::map<std::string, double> times;
  std::shared_ptr<const model::Document> document;
  times["open"] = least([&] { document = kinds::open(path, text, *world.pack); });
  times["check"] = least([&] {
    for (const rules::Finding& finding : features::findings(world.snapshot, *document)) document->lines.position(finding.range.begin, PositionEncoding::utf16);
  });
  std::string edited[2] = {text, text};
  if (const auto digit = text.find('1', text.size() / 2); digit != std::string::npos) edited[1][digit] = '2';
  auto snapshot = world.snapshot;
  snapshot.kept[path] = std::make_shared<rules::Kept>();
  features::findings(snapshot, *document);
  std::size_t turn = 0;
  times["edit"] = least([&] {
    const auto version = kinds::open(path, edited[++turn % 2], *world.pack);
    features::findings(snapshot, *version);
  });
  const auto offset = static_cast<Offset>(text.size() / 2);
  times["hover"] = least([&] { features::hover(world.snapshot, *document, offset); });
  times["completion"] = least([&] { features::complete(world.snapshot, *document, offset); });
  return times;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  World world;
  auto opened = pack::Pack::open(argv[2]);
  world.pack = opened ? *opened : pack::Pack::empty();
  world.snapshot.pack = world.pack;
  world.snapshot.settings = std::make_shared<rules::Settings>();
  world.snapshot.notes = notes::Index::build(notes::shipped_files(*world.pack), world.pack);
  const std::size_t largest = argc > 3 ? std::stoul(argv[3]) : 10'000'000;
  Json report = Json::array();
  bool linear = true;
  for (const auto& [name, make] : shapes(argv[1])) {
    if (argc > 4 && name != argv[4]) continue;
    Json rows = Json::array();
    std::map<std::string, std::vector<std::pair<double, double>>> curves;
    for (std::size_t bytes = 10'000; bytes <= largest; bytes *= 10) {
      const std::string text = make(bytes);
      Json row{{"bytes", text.size()}};
      for (const auto& [what, seconds] : measure(world, text)) {
        row[what] = seconds * 1000;
        if (seconds >= kNoise) curves[what].emplace_back(static_cast<double>(text.size()), seconds);
      }
      rows.push_back(std::move(row));
    }
    // The largest three: what is there whatever the size hides the slope of the small ones.
    Json exponents = Json::object();
    for (auto& [what, points] : curves) {
      if (points.size() > 3) points.erase(points.begin(), points.end() - 3);
      if (points.size() < 2) continue;
      exponents[what] = exponent(points);
      linear = linear && exponents[what] <= kMost;
    }
    report.push_back({{"shape", name}, {"rows", std::move(rows)}, {"exponents", std::move(exponents)}});
    std::fprintf(stderr, "%s: %s\n", name.c_str(), report.back()["exponents"].dump().c_str());
  }
  std::puts(report.dump(1).c_str());
  return linear ? 0 : 1;
}
