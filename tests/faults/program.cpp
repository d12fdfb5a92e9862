#include "support/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

extern char** environ;

namespace cribsheet::tests {
namespace {

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

}  // namespace

Program::Program(std::vector<std::string> command, std::vector<std::string> environment) {
  ::signal(SIGPIPE, SIG_IGN);
  const char* binary = std::getenv("CRIBSHEET_BINARY");
  if (command.empty() || command[0].find('/') == std::string::npos) command.insert(command.begin(), binary ? binary : "build/cribsheet");
  for (char** each = environ; *each != nullptr; ++each) environment.emplace_back(*each);
  int to[2], from[2];
  if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0) std::abort();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, to[0], 0);
  ::posix_spawn_file_actions_adddup2(&actions, from[1], 1);
  if (std::getenv("CRIBSHEET_TEST_LOUD") == nullptr) ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  auto arguments = pointers(command), variables = pointers(environment);
  if (::posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(), variables.data()) != 0) pid_ = -1;
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(to[0]);
  ::close(from[1]);
  in_ = to[1];
  out_ = from[0];
}

Program::~Program() {
  close_input();
  close_output();
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
}

bool Program::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(in_, bytes.data(), bytes.size());
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::optional<Json> Program::next() {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  for (;;) {
    if (auto body = framer_.next()) return lsp::parse(*body);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    pollfd wait{out_, POLLIN, 0};
    if (left <= 0 || ::poll(&wait, 1, static_cast<int>(left)) <= 0) return std::nullopt;
    char bytes[65536];
    const ssize_t count = ::read(out_, bytes, sizeof bytes);
    if (count <= 0) return std::nullopt;
    framer_.feed({bytes, static_cast<std::size_t>(count)});
  }
}

Json Program::ask(std::string_view method, Json params) {
  const int id = next_id_++;
  send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
  while (auto message = next()) {
    if (message->contains("id") && !message->contains("method") && (*message)["id"] == id) return *message;
    seen_.push_back(std::move(*message));
  }
  return nullptr;
}

Json Program::initialize(const std::string& folder, Json capabilities) {
  Json answer = ask("initialize", {{"processId", ::getpid()}, {"rootUri", "file://" + folder}, {"capabilities", std::move(capabilities)}});
  tell("initialized", Json::object());
  return answer;
}

Json Program::wait_for(std::string_view method) {
  while (auto message = next()) {
    seen_.push_back(*message);
    if (message->contains("method") && (*message)["method"] == method) return *message;
  }
  return nullptr;
}

void Program::close_input() {
  if (in_ >= 0) ::close(std::exchange(in_, -1));
}

void Program::close_output() {
  if (out_ >= 0) ::close(std::exchange(out_, -1));
}

int Program::finish() {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  int status = 0;
  while (::waitpid(pid_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) return -1000;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

long Program::resident_kilobytes() const {
  std::ifstream statistics("/proc/" + std::to_string(pid_) + "/statm");
  long size = 0, resident = 0;
  statistics >> size >> resident;
  return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

}  // namespace cribsheet::tests
