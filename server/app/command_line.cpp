#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <iostream>

#include "app/commands.h"
#include "app/open.h"
#include "base/version.h"
#include "kinds/kind.h"

namespace cribsheet::app {
namespace {

// What a parsed command line asks for.
struct Asked {
  std::function<int()> command;
  ServeOptions serve;
  CheckOptions check;
  PlaceOptions hover{.place = {}, .format = "markdown", .kind = {}, .limit = 0, .sources = {}};
  PlaceOptions complete{.place = {}, .format = "text", .kind = {}, .limit = 0, .sources = {}};
  NotesOptions lookup, search, facts, notes_check;
  BuildOptions build;
  std::vector<std::string> words;
  std::string format = "text", graph_format = "mermaid", path, rule;
};

void add_sources(CLI::App& command, Sources& sources) {
  command.add_option("--notes", sources.notes, "A note file or folder of notes; may be given more than once")->allow_extra_args(false)->type_name("PATH");
  command.add_flag("--no-notes", sources.no_notes, "Read no notes");
}

void add_format(CLI::App& command, std::string& format, std::vector<std::string> formats) {
  command.add_option("--format", format, "How to write the answer")->check(CLI::IsMember(std::move(formats)))->capture_default_str();
}

void add_fail_on(CLI::App& command, std::string& fail_on) {
  command.add_option("--fail-on", fail_on, "Exit with 1 where something of this severity or above was found")
      ->check(CLI::IsMember({"error", "warning", "info", "hint", "never"}))
      ->capture_default_str();
}

// --kind: any kind that the program knows.
void add_kind(CLI::App& command, std::string& kind) {
  std::vector<std::string> names;
  for (const kinds::Kind* each : kinds::all()) names.emplace_back(each->id());
  names.emplace_back("notes");
  command.add_option("--kind", kind, "What the files are; without it their names and contents decide")->check(CLI::IsMember(names))->type_name("KIND");
}

void add_lsp(CLI::App& app, Asked& asked) {
  auto& command = *app.add_subcommand("lsp", "Serve LSP 3.17 to an editor");
  static bool over_stdio;  // the default; editors say it
  command.add_flag("--stdio", over_stdio, "Over standard input and output (the default)");
  command.add_option("--socket,--port", asked.serve.port, "Over a socket on the loopback interface")->type_name("PORT");
  command.add_option("--pipe", asked.serve.pipe, "Over a Unix socket")->type_name("PATH");
  command.add_option("--threads", asked.serve.threads, "Worker threads; 0 runs everything inline")->check(CLI::Range(0, 64))->type_name("N");
  static std::string ignored;
  command.add_option("--clientProcessId", ignored)->group("");  // editors may add it; initialize says the same
  add_sources(command, asked.serve.sources);
  command.callback([&asked] { asked.command = [&asked] { return serve(asked.serve); }; });
}

void add_check(CLI::App& app, Asked& asked) {
  auto& command = *app.add_subcommand("check", "Check files, or every file of a known kind under a folder");
  auto& options = asked.check;
  command.add_option("PATH", options.paths, "Files and folders; - is standard input")->required();
  add_kind(command, options.kind);
  command.add_option("--policy-type", options.policy_type, "What kind of IAM policy the files are")
      ->check(CLI::IsMember({"identity", "resource", "trust", "scp", "rcp", "boundary"}));
  add_format(command, options.format, {"text", "json", "sarif", "github"});
  add_fail_on(command, options.fail_on);
  command.add_option("--jobs", options.jobs, "Threads; as many as the machine has without it")->check(CLI::Range(1, 256))->type_name("N");
  command.add_option("--stdin-path", options.stdin_path, "The name that standard input would have as a file")->type_name("NAME");
  add_sources(command, options.sources);
  command.callback([&asked] { asked.command = [&asked] { return check(asked.check); }; });
}

void add_place(CLI::App& command, PlaceOptions& options, std::vector<std::string> formats) {
  command.add_option("PLACE", options.place, "PATH:LINE:COL, counted from 1")->required()->type_name("PATH:LINE:COL");
  add_kind(command, options.kind);
  add_format(command, options.format, std::move(formats));
  add_sources(command, options.sources);
}

void add_hover_and_complete(CLI::App& app, Asked& asked) {
  auto& hover_command = *app.add_subcommand("hover", "Show the hover an editor would show at a place");
  add_place(hover_command, asked.hover, {"markdown", "json"});
  hover_command.callback([&asked] { asked.command = [&asked] { return hover(asked.hover); }; });
  auto& complete_command = *app.add_subcommand("complete", "Show the completion list an editor would get at a place, best first");
  add_place(complete_command, asked.complete, {"text", "json"});
  complete_command.add_option("--limit", asked.complete.limit, "At most so many items")->type_name("N");
  complete_command.callback([&asked] { asked.command = [&asked] { return complete(asked.complete); }; });
}

void add_notes(CLI::App& app, Asked& asked) {
  auto& command = *app.add_subcommand("notes", "Ask your notes");
  command.require_subcommand(1);
  auto add = [&command](const char* name, const char* about, NotesOptions& options, std::vector<std::string> formats) -> CLI::App& {
    auto& one = *command.add_subcommand(name, about);
    add_format(one, options.format, std::move(formats));
    add_sources(one, options.sources);
    return one;
  };
  auto& lookup = add("lookup", "The passages about one entity, best first", asked.lookup, {"text", "json"});
  lookup.add_option("ENTITY", asked.lookup.query, "AWS::SQS::Queue.VisibilityTimeout, Fn::GetAtt, kms:Decrypt, ...")->required();
  lookup.add_option("--limit", asked.lookup.limit, "At most so many passages")->type_name("N");
  lookup.callback([&asked] { asked.command = [&asked] { return notes_lookup(asked.lookup); }; });

  auto& search = add("search", "Free-text search", asked.search, {"text", "json"});
  search.add_option("WORDS", asked.words)->required();
  search.add_option("--limit", asked.search.limit, "At most so many passages")->type_name("N");
  search.callback([&asked] {
    for (const auto& word : asked.words) asked.search.query += (asked.search.query.empty() ? "" : " ") + word;
    asked.command = [&asked] { return notes_search(asked.search); };
  });

  auto& facts = add("facts", "Every machine-checkable fact, and whether AWS's specification agrees", asked.facts, {"text", "json"});
  facts.callback([&asked] { asked.command = [&asked] { return notes_facts(asked.facts); }; });

  auto& notes_check_command = add("check", "Check the notes themselves", asked.notes_check, {"text", "json", "sarif", "github"});
  notes_check_command.add_option("PATH", asked.notes_check.paths)->required();
  add_fail_on(notes_check_command, asked.notes_check.fail_on);
  notes_check_command.callback([&asked] { asked.command = [&asked] { return notes_check(asked.notes_check); }; });
}

void add_rules(CLI::App& app, Asked& asked) {
  auto& command = *app.add_subcommand("rules", "The rule catalogue");
  add_format(command, asked.format, {"text", "json"});
  command.require_subcommand(0, 1);
  command.callback([&asked, &command] {
    if (command.get_subcommands().empty()) asked.command = [&asked] { return rules_list(asked.format); };
  });
  auto& list = *command.add_subcommand("list", "Every rule (the default)");
  add_format(list, asked.format, {"text", "json"});
  list.callback([&asked] { asked.command = [&asked] { return rules_list(asked.format); }; });
  auto& explain = *command.add_subcommand("explain", "One rule: what, why, wrong and right");
  explain.add_option("ID", asked.rule)->required();
  add_format(explain, asked.format, {"text", "json"});
  explain.callback([&asked] { asked.command = [&asked] { return rules_explain(asked.rule, asked.format); }; });
}

void add_syntax(CLI::App& app, Asked& asked) {
  auto& command = *app.add_subcommand("syntax", "What the parser makes of a file");
  command.require_subcommand(1);
  auto& events = *command.add_subcommand("events", "The YAML event stream, in the YAML test suite's notation");
  events.add_option("PATH", asked.path)->required();
  events.callback([&asked] { asked.command = [&asked] { return syntax_events(asked.path); }; });
  auto& tree = *command.add_subcommand("tree", "The syntax tree with byte ranges");
  tree.add_option("PATH", asked.path)->required();
  tree.callback([&asked] { asked.command = [&asked] { return syntax_tree(asked.path); }; });
}

void add_knowledge(CLI::App& app, Asked& asked) {
  auto& command = *app.add_subcommand("knowledge", "The knowledge pack");
  command.require_subcommand(1);
  auto& info = *command.add_subcommand("info", "What the pack holds: versions, counts, size");
  add_format(info, asked.format, {"text", "json"});
  info.callback([&asked] { asked.command = [&asked] { return knowledge_info(asked.format); }; });
  auto& build = *command.add_subcommand("build", "Compiles a pack from this checkout's knowledge/ and AWS's data packages");
  build.add_option("-o,--out", asked.build.out, "The pack to write")->capture_default_str();
  build.add_option("--schemas", asked.build.schemas, "AWS's registry schemas: CloudformationSchema.zip, unpacked");
  build.add_option("--npm", asked.build.npm, "The node_modules that holds the data packages; by default that of knowledge/sources");
  build.add_option("--knowledge", asked.build.knowledge, "The folder of sources")->capture_default_str();
  build.callback([&asked] { asked.command = [&asked] { return knowledge_build(asked.build); }; });
}

void add_graph(CLI::App& app, Asked& asked) {
  auto& command = *app.add_subcommand("graph", "Who refers to whom in a file");
  command.add_option("PATH", asked.path)->required();
  add_format(command, asked.graph_format, {"mermaid", "dot", "json"});
  command.callback([&asked] { asked.command = [&asked] { return graph(asked.path, asked.graph_format); }; });
}

// Names the program's, the pack's and the data's versions; without a pack it says so.
std::string version() {
  std::string text = "cribsheet " + std::string(kVersion);
  const auto pack = open_pack();
  if (!pack) return text + "\nno knowledge pack: " + pack.error().message;
  for (const auto& [name, value] : (*pack)->info().lines) text += '\n' + name + ": " + value;
  return text;
}

// The usage mistakes are CLI11's exceptions; its own text has several lines, ours has one.
int parse_and_run(int argc, char** argv) {
  CLI::App app("Cribsheet brings what you know about AWS to where you write it.", "cribsheet");
  Asked asked;
  app.require_subcommand(0, 1);
  bool wants_version = false;
  app.add_flag("--version", wants_version, "The versions of the program and of what it knows");
  add_lsp(app, asked);
  add_check(app, asked);
  add_hover_and_complete(app, asked);
  add_notes(app, asked);
  add_rules(app, asked);
  add_syntax(app, asked);
  add_knowledge(app, asked);
  add_graph(app, asked);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {  // --help
    return app.exit(wanted);
  } catch (const CLI::ParseError& error) {
    return fail(std::string(error.what()) + "; `cribsheet --help` and `cribsheet COMMAND --help` say how it goes");
  }
  if (wants_version) return std::cout << version() << '\n', kFine;
  if (!asked.command) return std::cout << app.help(), kFine;
  return asked.command();
}

}  // namespace

int run(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  try {
    const int code = parse_and_run(argc, argv);
    if (!std::cout.flush()) return fail("the output can't be written; is the disk full?");
    return code;
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}

}  // namespace cribsheet::app
