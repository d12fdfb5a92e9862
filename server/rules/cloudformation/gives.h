// What a function call gives: text, a list, an object, a truth value.
#pragma once
#include "rules/cloudformation/view.h"

namespace cribsheet::rules::cloudformation {

enum Gift : unsigned { gives_text = 1, gives_list = 2, gives_object = 4, gives_truth = 8 };

struct Given {
  unsigned types = 0;       // Gift bits; 0: cannot be said
  std::string_view format;  // "AWS::EC2::Subnet.Id"; empty: unknown
};
Given gives(const View& view, const Call& call);
// The same without a view: loop variables are not known.
Given gives(const Template& outline, const pack::Pack& pack, const Intrinsic& function);

}  // namespace cribsheet::rules::cloudformation
