// One client, from its first byte to `exit`: life cycle, documents, diagnostics, notes. Owner thread only.
#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/client.h"
#include "lsp/reply.h"
#include "lsp/request.h"
#include "transport/framing.h"
#include "workspace/scheduler.h"
#include "workspace/workspace.h"

namespace cribsheet::lsp {

struct SessionOptions {
  std::shared_ptr<const pack::Pack> pack;
  std::string pack_problem;   // why there is no pack; shown to the person once
  rules::Settings settings;   // from the command line; the editor's come on top
  bool watch_process = true;  // end when the editor's process is gone
};

class Session {
 public:
  Session(SessionOptions options, workspace::Scheduler& scheduler, std::function<void(std::string)> send, std::function<void(int)> exit);
  ~Session();

  // Bytes from the client, in any pieces.
  void receive(std::string_view bytes);
  // The stream ended. Without `shutdown` before it, the exit code says so.
  void closed();

 private:
  enum class State { fresh, running, shut_down, ended };
  using Notification = void (Session::*)(const Json& params);
  static const std::map<std::string_view, Notification>& notifications();

  // messages.cpp: what each message is, and what may come when
  void receive_message(std::string_view body);
  void receive_one(Json message);
  void receive_request(Json id, const std::string& method, Json params);
  void receive_notification(const std::string& method, const Json& params);
  void receive_response(const Json& message);
  void answer(const Method& method, Reply reply, const Json& id, Json params);
  void send(const Json& message);
  void notify(std::string_view method, Json params);
  void ask(std::string_view method, Json params, std::function<void(const Json& result)> answered);
  void show(int type, const std::string& message);  // 1 error, 2 warning, 3 info
  void drop_stale(const std::string& uri);
  void changed();  // what is held may be answered anew
  void release_held();
  Reply reply_to(const Json& id);

  // life.cpp
  void initialize(const Json& id, const Json& params);
  void initialized(const Json& params);
  void shut_down(const Json& id);
  void exit(const Json& params);
  void end(int code);
  void register_watchers();
  void register_files(bool again);  // those to watch; `again`: the notes moved
  void register_formatting();
  void watch_process();

  // documents.cpp
  void did_open(const Json& params);
  void did_change(const Json& params);
  void did_close(const Json& params);
  void did_save(const Json& params);
  void did_change_folders(const Json& params);
  void did_change_files(const Json& params);
  void cancel(const Json& params);

  // settings.cpp
  void did_change_configuration(const Json& params);
  void pull_settings();
  void apply_settings(const Json& from_editor);

  // diagnostics.cpp
  void check_soon(const std::string& uri);
  void check(const std::string& uri);
  void check_all();
  void publish(const std::string& uri, Json diagnostics, std::optional<std::int64_t> version);

  // indexing.cpp
  void index_notes();
  void note_soon(const std::string& uri);  // documents.cpp
  void note_changed(const std::string& path, std::optional<std::string> text);
  void read_notes_again(const std::string& path, std::optional<std::string> text);
  void look_at_notes(std::uint64_t known);
  void notes_ready(std::shared_ptr<const notes::Index> index);
  void progress(std::string_view kind, const std::string& message, std::optional<unsigned> percentage);
  void status(std::string_view state, const std::string& message);

  SessionOptions options_;
  workspace::Scheduler& scheduler_;
  std::function<void(std::string)> send_;
  std::function<void(int)> exit_;
  transport::Framer framer_;
  State state_ = State::fresh;
  Client client_;
  workspace::Workspace workspace_;

  struct Running {
    std::stop_source stop;
    std::string uri;  // of the document it is about; empty: none
    bool drop_on_edit = false;
    bool modified = false;  // stopped by an edit, not by the client
  };
  std::map<std::string, std::shared_ptr<Running>> running_;  // by the id's JSON text
  struct Held {
    const Method* method;
    Json id, params;
    Reply reply;
  };
  std::map<std::string, Held> held_;                                // by the id's JSON text
  std::uint64_t revision_ = 1, answered_revision_ = 0;              // of everything that findings depend on
  std::map<std::int64_t, std::function<void(const Json&)>> asked_;  // our requests to the client
  std::int64_t next_id_ = 1;

  struct Check {
    std::stop_source stop;
    std::uint64_t number = 0;                     // the newest check of this document
    std::chrono::microseconds last{0};            // how long the last one took
    std::chrono::steady_clock::time_point ended;  // when it was done
    bool running = false;
    bool planned = false;
  };
  std::map<std::string, Check> checks_;  // by URI
  std::set<std::string> shown_;          // messages that a person has seen
  Json editor_settings_;

  std::stop_source indexing_;
  std::uint64_t index_number_ = 0;
  bool reading_notes_ = false;  // an index is being built: edits wait in notes_edited_
  bool progress_open_ = false;
  bool formatting_registered_ = false;
  std::map<std::string, std::optional<std::string>> notes_edited_;  // while the index is being built
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);      // workers' results come to nothing once it is false
};

}  // namespace cribsheet::lsp
