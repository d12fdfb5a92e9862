#include "bench/paths.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "features/completion.h"
#include "features/findings.h"
#include "features/hover.h"
#include "kinds/shape/validate.h"
#include "lsp/convert.h"
#include "support/dense.h"

namespace cribsheet::bench {
namespace {

volatile std::size_t sink = 0;  // what is measured must not be optimised away

constexpr std::size_t kMiddle = 18, kLarge = 128;  // blocks: 140 KB and 1 MB

struct World {
  std::shared_ptr<const pack::Pack> pack;
  features::Snapshot snapshot;
};

// One document in two versions that differ by a digit in one resource, and what is kept between them.
struct Edited {
  std::string text[2];
  std::size_t turn = 0;
};

std::string json_of(std::size_t resources) {
  nlohmann::json root{{"AWSTemplateFormatVersion", "2010-09-09"}};
  for (std::size_t n = 0; n < resources; ++n)
    root["Resources"]["Queue" + std::to_string(n)] = {
        {"Type", "AWS::SQS::Queue"},
        {"Properties",
         {{"QueueName", {{"Fn::Sub", "orders-${AWS::StackName}"}}}, {"VisibilityTimeout", 30 + n}, {"Tags", {{{"Key", "team"}, {"Value", "orders"}}}}}}};
  return root.dump(2);
}

Offset place_of(const std::string& text, std::string_view what) { return static_cast<Offset>(text.find(what, text.size() * 9 / 10) + what.size() - 2); }

}  // namespace

std::vector<Path> paths(const std::filesystem::path& source, const std::string& pack_path) {
  std::vector<Path> list;
  auto world = std::make_shared<World>();
  auto opened = pack::Pack::open(pack_path);
  world->pack = opened ? *opened : pack::Pack::empty();
  world->snapshot.pack = world->pack;
  world->snapshot.settings = std::make_shared<rules::Settings>();
  world->snapshot.notes = notes::Index::build(notes::shipped_files(*world->pack), world->pack);
  const auto add = [&](std::string name, std::size_t bytes, std::function<void()> run) { list.push_back({std::move(name), bytes, std::move(run)}); };

  const std::string json = json_of(500), middle = tests::dense(source, kMiddle), large = tests::dense(source, kLarge);
  add("pack-open", 0, [pack_path, world] {
    if (const auto again = pack::Pack::open(pack_path)) sink = sink + (*again)->resource_type("AWS::SQS::Queue").shape().property_count();
  });
  add("parse-yaml-140k", middle.size(), [middle] { sink = sink + syntax::parse(middle, syntax::Language::yaml)->node_count(); });
  add("parse-json", json.size(), [json] { sink = sink + syntax::parse(json, syntax::Language::json)->node_count(); });
  add("decode-140k", middle.size(), [middle] {
    const auto tree = syntax::parse(middle, syntax::Language::yaml);
    for (std::uint32_t id = 0; id < tree->node_count(); ++id) sink = sink + syntax::Node(tree.get(), id).text().size();
  });
  add("open-140k", middle.size(), [middle, world] { sink = sink + kinds::open("template.yaml", middle, *world->pack)->lines.line_count(); });

  // What the whole of an edit at 1 MB is made of: the floor (every byte read once), the tree, lines and outline, rules, the answer.
  add("floor-1m", large.size(), [large] { sink = sink + hash_of(large); });
  add("parse-yaml-1m", large.size(), [large] { sink = sink + syntax::parse(large, syntax::Language::yaml)->node_count(); });
  add("open-1m", large.size(), [large, world] { sink = sink + kinds::open("large.yaml", large, *world->pack)->lines.line_count(); });

  const auto document = kinds::open("template.yaml", middle, *world->pack), whole = kinds::open("large.yaml", large, *world->pack);
  add("shape-walk-140k", middle.size(), [document, world] {
    struct Count : kinds::shape::Visitor {
      void violation(kinds::shape::Violation) override { sink = sink + 1; }
    } count;
    kinds::shape::validate(document->root(), world->pack->kind("cloudformation")->root, *world->pack, {true, true, "cloudformation:"}, nullptr, count);
  });
  add("findings-140k", middle.size(), [document, world] { sink = sink + features::findings(world->snapshot, *document).size(); });
  add("findings-1m", large.size(), [whole, world] { sink = sink + features::findings(world->snapshot, *whole).size(); });
  add("answer-1m", 0, [found = features::findings(world->snapshot, *whole), whole] { sink = sink + lsp::diagnostics(found, *whole, {}).dump().size(); });
  const auto edit = [&](std::string name, const std::string& path, const std::string& text) {
    auto edited = std::make_shared<Edited>();
    edited->text[0] = edited->text[1] = text;
    edited->text[1][text.find("VisibilityTimeout: ", text.size() / 2) + 19] = '9';
    auto snapshot = std::make_shared<features::Snapshot>(world->snapshot);
    snapshot->kept[path] = std::make_shared<rules::Kept>();
    const auto once = [edited, snapshot, path, world] {
      const auto version = kinds::open(path, edited->text[edited->turn++ % 2], *world->pack);
      sink = sink + features::findings(*snapshot, *version).size();
    };
    once();
    add(std::move(name), text.size(), once);
  };
  edit("edit-140k", "template.yaml", middle);
  edit("edit-1m", "large.yaml", large);

  const Offset at = place_of(large, "VisibilityTimeout");
  add("hover-1m", 0, [whole, world, at] {
    if (const auto hover = features::hover(world->snapshot, *whole, at)) sink = sink + features::to_markdown(*hover).size();
  });
  add("complete-1m", 0, [whole, world, at] { sink = sink + features::complete(world->snapshot, *whole, at).items.size(); });
  add("notes-lookup", 0, [world] { sink = sink + world->snapshot.notes->lookup("AWS::SQS::Queue.VisibilityTimeout").size(); });
  add("iam-wildcard", 0, [world] { sink = sink + world->pack->expand("s3:*Object*").size() + world->pack->expand("*:Get*").size(); });
  return list;
}

}  // namespace cribsheet::bench
