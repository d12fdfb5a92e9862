// ```check blocks: rules a person states in a note, in YAML.
//
//   entity: AWS::SQS::Queue.VisibilityTimeout   # may be left out where the bullet above is about one entity
//   range: 0..43200          # or min:, max:; numbers may carry a unit: 12 hours, 256 KB
//   values: [standard, fifo] # only these;  forbidden: [...] never these; forbidden: true: may not be set
//   pattern: '^prod-'        # regular expression the text must match
//   length: 1..80            # characters;  items: 1..10;  size: 4 KB (all keys and values of a map together); also min-length, ...
//   required: true           # the resource must set it
//   together: [A, B]         # of the same resource: set together, or not at all;  exclusive: [A, B]: at most one of them
//   same-as: FifoQueue       # of the resource that this property refers to; or, from the compared property's side:
//   same-as: {resource: RedrivePolicy.deadLetterTargetArn, property: FifoQueue}
//   unique: true             # no two resources of the type give the same value
//   when: VolumeType=gp3     # only where another property of the resource has this value
//   default: 30
//   severity: error | warning | info | hint
//   message: ...             # instead of the one that is made
//   fix: 30                  # the value a quick fix sets
//
// A block may hold one such mapping or a list of them. What can't be read becomes a problem, never silence.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "notes/catalogue.h"
#include "notes/names.h"
#include "notes/notes.h"
#include "notes/segment.h"
#include "text/range.h"

namespace cribsheet::notes {

struct Problem {
  Range range;  // in the note
  std::string message;
  std::string fix;  // a text that would be right there; empty: none
};

struct CheckBlock {
  std::vector<Fact> facts;
  std::vector<Problem> problems;
};
CheckBlock read_check(const Segment& segment, std::size_t fence, const Reading& reading);
// Every check block of the file.
CheckBlock read_checks(const Segment& segment, const Reading& reading);

struct CheckKey {
  std::string_view name;
  std::string_view doc;
};
const std::vector<CheckKey>& check_keys();

// Where a fence's body stands in the file: from the start of its first line to the end of its last.
Range fence_body(const Segment& segment, std::size_t fence);

}  // namespace cribsheet::notes
