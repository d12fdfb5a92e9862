// Which resource needs which, and why.
#pragma once
#include <vector>

#include "rules/cloudformation/view.h"

namespace cribsheet::rules::cloudformation {

struct Dependencies {
  struct Edge {
    std::uint32_t to = 0;     // index into Template::resources
    Range range;              // the name that makes the edge
    Assumptions assumes;      // under which it is there
    bool depends_on = false;  // by DependsOn; else by reference
  };
  std::vector<std::vector<Edge>> edges;  // by index into Template::resources
};
const Dependencies& dependencies(const View& view);

}  // namespace cribsheet::rules::cloudformation
