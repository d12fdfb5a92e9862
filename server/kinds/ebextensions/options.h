// Option settings of Elastic Beanstalk: namespaces and their options, from the kind's own shape.
#pragma once
#include <string_view>
#include <vector>

#include "pack/pack.h"

namespace cribsheet::kinds::ebextensions {

// The shape whose properties are the namespaces; nothing without a pack.
pack::Shape namespaces(const pack::Pack& pack);
// The options of a namespace; also of one whose end is a person's own name (aws:elasticbeanstalk:environment:process:web).
pack::Shape options_of(const pack::Shape& namespaces, std::string_view name);
std::vector<std::string_view> names(const pack::Shape& shape);

}  // namespace cribsheet::kinds::ebextensions
