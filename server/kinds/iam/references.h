// What references in a template give, as far as a policy's ARNs need to know it: `!GetAtt Queue.Arn` is an SQS queue's ARN.
#pragma once
#include <string>
#include <string_view>

#include "kinds/iam/policy.h"
#include "model/document.h"
#include "pack/pack.h"

namespace cribsheet::iam {

// A format of the table `reference-arns` as text with holes: * is a name, ** anything.
std::string with_holes(std::string_view format);

class References : public Resolver {
 public:
  References(const model::Document& document, const pack::Pack& pack) : document_(document), pack_(pack) {}
  std::string ref(std::string_view logical_id) const override;
  std::string attribute(std::string_view logical_id, std::string_view name) const override;

 private:
  std::string_view type_of(std::string_view logical_id) const;
  std::string arn_of(std::string_view type, std::string_view attribute) const;
  const model::Document& document_;
  const pack::Pack& pack_;
};

}  // namespace cribsheet::iam
