#include "support/pack_walk.h"

#include <vector>

namespace cribsheet::tests {

namespace {

class Walk {
 public:
  Walk(const pack::Pack& pack, std::size_t budget) : pack_(pack), budget_(budget) {}

  std::size_t run() {
    for (std::uint32_t i = 0; i < pack_.resource_type_count() && i < budget_; ++i) type(pack_.resource_type_at(i));
    for (std::uint32_t i = 0; i < pack_.service_count() && i < budget_; ++i) service(pack_.service_at(i));
    for (std::uint32_t i = 0; i < pack_.action_count() && i < budget_; i += 7) action(pack_.action_at(i));
    for (const pack::Kind& kind : pack_.kinds()) {
      text(kind.id);
      text(kind.title);
      texts(kind.files);
      texts(kind.folders);
      for (const auto& keys : kind.all_of_keys) texts(keys);
      waiting_.push_back(kind.root);
    }
    for (const pack::RulePage& page : pack_.rules()) text(page.markdown);
    for (const char* name : {"regions", "service-principals"}) {
      for (const auto& row : pack_.table(name)) texts(row);
      bytes_ += pack_.table(name).named("eu-west-1").size();
    }
    for (const auto& [path, note] : pack_.shipped_notes()) text(note);
    for (const auto& [name, value] : pack_.info().lines) bytes_ += name.size() + value.size();
    text(pack_.shape("cloudformation").name());
    if (const auto named = pack_.named("AWS::Region")) text(named->doc);
    bytes_ += pack_.expand("*:*Get*").size() + pack_.nearest_types("AWS::SQS::Queu", 3).size();
    text(pack_.condition_key("aws:RequestTag/Team").doc());
    shapes();
    return bytes_;
  }

 private:
  void text(std::string_view value) {
    for (const char c : value.substr(0, 64)) bytes_ += static_cast<unsigned char>(c);
  }
  template <class Values>
  void texts(const Values& values) {
    std::size_t left = 64;
    for (const std::string_view value : values) {
      if (left-- == 0) break;
      text(value);
    }
  }
  void several(const std::vector<pack::Shape>& values) {
    for (const pack::Shape& value : values) {
      if (waiting_.size() > budget_) return;
      waiting_.push_back(value);
    }
  }

  void type(const pack::ResourceType& one) {
    text(one.name());
    text(one.doc());
    waiting_.push_back(one.shape());
    texts(one.primary_identifier());
    texts(one.replacing_properties());
    if (one.attribute("Arn")) text(one.attribute("Arn")->doc);
    std::size_t left = 64;
    for (const auto& attribute : one.attributes()) {
      if (left-- == 0) break;
      text(attribute.doc);
    }
    left = 64;
    for (const auto& relation : one.relationships()) {
      if (left-- == 0) break;
      text(relation.attribute);
    }
    bytes_ += one.absent_from("eu-west-1") ? 1U : 0U;
    if (pack_.resource_type(one.name())) ++bytes_;
  }

  void service(const pack::IamService& one) {
    text(one.title());
    action(one.action("ListTags"));
    std::size_t left = 16;
    for (const auto& arn : one.arn_types()) {
      if (left-- == 0) break;
      text(arn.arn());
      keys(arn.condition_keys());
    }
    keys(one.condition_keys());
  }

  void keys(const std::vector<pack::ConditionKey>& values) {
    std::size_t left = 16;
    for (const auto& key : values) {
      if (left-- == 0) break;
      text(key.doc());
    }
  }

  void action(const pack::Action& one) {
    text(one.doc());
    text(one.service());
    keys(one.condition_keys());
    texts(one.dependent_actions());
    std::size_t left = 16;
    for (const auto& resource : one.resources()) {
      if (left-- == 0) break;
      text(resource.type.service());
      texts(resource.dependent_actions);
    }
  }

  void shapes() {
    for (std::size_t at = 0; at < waiting_.size() && at < budget_; ++at) shape(pack::Shape(waiting_[at]));
  }

  void shape(const pack::Shape& one) {
    for (const std::string_view value :
         {one.name(), one.doc(), one.entity(), one.embeds(), one.format(), one.pattern(), one.constant(), one.default_json(), one.rule(), one.message()})
      text(value);
    for (std::size_t i = 0; i < one.property_count() && i < 64; ++i) {
      const pack::Property property = one.property(i);
      text(property.doc);
      several({property.shape});
      if (one.find(property.name)) ++bytes_;
    }
    for (const auto& property : one.pattern_properties()) several({property.shape});
    several({one.additional(), one.items(), one.contains(), one.negation(), one.condition(), one.then_shape(), one.else_shape(), one.property_names()});
    several(one.prefix_items());
    several(one.all_of());
    several(one.any_of());
    several(one.one_of());
    texts(one.required());
    texts(one.unique_keys());
    std::size_t left = 64;
    for (const auto& value : one.enum_values()) {
      if (left-- == 0) break;
      text(value.json);
    }
    bytes_ += one.minimum().has_value() + one.max_length().value_or(0) % 2 + one.required_or().size() + one.required_xor().size();
    for (const auto& dependent : one.dependent_required()) text(dependent.key);
  }

  const pack::Pack& pack_;
  std::size_t budget_, bytes_ = 0;
  std::vector<pack::Shape> waiting_;
};

}  // namespace

std::size_t walk(const pack::Pack& pack, std::size_t budget) { return Walk(pack, budget).run(); }

}  // namespace cribsheet::tests
