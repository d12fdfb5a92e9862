// A session written down, one step a line:
//
//   # a comment
//   initialize {capabilities}              initialize + initialized with these client capabilities (all of them where none are given)
//   open NAME [LANGUAGE]                   the lines behind `|` are the document; <|cursor|> marks places and is taken out
//   | Resources:
//   ask METHOD [NAME[@cursor]] {params}    a request; params are merged over textDocument and position
//   tell METHOD [NAME] {params}            a notification
//   send {message}                         one message as it stands
//   raw BYTES                              bytes, with \r and \n
//   expect {pattern}                       the answer to the last `ask`: what is named must be there, "..." stands for anything
//   expect error CODE
//   lacks "TEXT"                           the JSON text of the last result does not hold it
//   answer METHOD [result]                 the client's answer to the server's requests of this method
//   see METHOD {pattern}                   a message from the server since the last step like it (also: `see error CODE`)
//   not METHOD {pattern}                   no such message
//
// In patterns [] is an empty list; each item of another list must match an item of the answer, in order. "$NAME" is a document's URI, "@cursor" a position.
#pragma once
#include <string>
#include <vector>

namespace cribsheet::tests {

struct Step {
  std::string verb, rest;
  std::vector<std::string> lines;  // behind `|`
  int number = 0;                  // of its line in the file
};
std::vector<Step> read_transcript(const std::string& path);

// Plays it; the failures, each with its line. `methods` gets every method that was sent.
std::vector<std::string> play(const std::string& path, std::vector<std::string>& methods);

}  // namespace cribsheet::tests
