// What a folder of notes costs: reading, indexing, memory, questions, edits. usage: vault_bench PACK FOLDER
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

#include "notes/index_data.h"
#include "notes/notes.h"

namespace {

using namespace cribsheet;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) { return std::chrono::duration<double, std::milli>(Clock::now() - begin).count(); }

double processor_ms() {
  rusage use{};
  ::getrusage(RUSAGE_SELF, &use);
  const auto ms = [](const timeval& t) { return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3; };
  return ms(use.ru_utime) + ms(use.ru_stime);
}

double memory_mb(const char* key) {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(key)) return std::stod(line.substr(line.find(':') + 1)) / 1024;
  return 0;
}

// The slowest and the middle of some runs of what is asked.
template <class Work>
void time(const char* what, int times, Work&& work) {
  std::vector<double> all;
  for (int i = 0; i < times; ++i) {
    const auto begin = Clock::now();
    work(i);
    all.push_back(since(begin));
  }
  std::sort(all.begin(), all.end());
  std::printf("%-60s %9.3f ms, at most %9.3f ms\n", what, all[all.size() / 2], all.back());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  auto opened = pack::Pack::open(argv[1]);
  if (!opened) return 1;
  const std::shared_ptr<const pack::Pack> pack = *opened;
  auto index = notes::Index::build(notes::shipped_files(*pack), pack);
  std::printf("before: %.0f MB\n", memory_mb("VmRSS"));
  std::vector<std::string> problems;
  auto begin = Clock::now();
  double used = processor_ms();
  auto files = notes::read_files({argv[2]}, {}, problems);
  std::printf("read %zu files: %.0f ms, %.0f ms of processor\n", files.size(), since(begin), processor_ms() - used);
  begin = Clock::now();
  used = processor_ms();
  for (auto& file : notes::shipped_files(*pack)) files.push_back(std::move(file));
  const std::string path = files.front().path, text = files.front().text;
  index = notes::Index::build(std::move(files), pack);
  std::printf("indexed: %.0f ms, %.0f ms of processor\n", since(begin), processor_ms() - used);
  std::printf("memory: %.0f MB, at most %.0f MB\n", memory_mb("VmRSS"), memory_mb("VmHWM"));
  if (argc > 3) return 0;
  std::size_t facts = 0, blocks = 0;
  for (const auto& segment : index->data().segments) facts += segment->facts.size(), blocks += segment->blocks.all.size();
  std::printf("%zu blocks, %zu facts\n", blocks, facts);
  for (const char* entity : {"AWS::SQS::Queue.VisibilityTimeout", "AWS::SQS::Queue", "AWS::S3::Bucket", "AWS::Lambda::Function.Timeout", "AWS::IAM::Role",
                             "AWS::DynamoDB::Table.BillingMode=PAY_PER_REQUEST", "Fn::GetAtt", "lambda:InvokeFunction", "AWS::Glue::Job.MaxCapacity",
                             "AWS::MediaPackage::Channel.HlsIngest", "AWS::EC2::Instance.InstanceType"}) {
    std::size_t count = 0;
    time((std::string("lookup ") + entity).c_str(), 9, [&](int) { count = index->lookup(entity, 3).size(); });
    (void)count;
  }
  time("search visibility timeout", 5, [&](int) { (void)index->search("visibility timeout", 20); });
  time("facts_for", 5, [&](int) { (void)index->facts_for("AWS::SQS::Queue.VisibilityTimeout"); });
  time("binding", 5, [&](int) { (void)index->binding("AWS::SQS::Queue"); });
  auto edited = index;
  time("edit of a note", 100, [&](int i) { edited = edited->with(path, text + std::to_string(i), notes::Origin::person); });
  time("lookup after edits", 9, [&](int) { (void)edited->lookup("AWS::SQS::Queue.VisibilityTimeout", 3); });
  std::printf("memory at the end: %.0f MB\n", memory_mb("VmRSS"));
  return 0;
}
