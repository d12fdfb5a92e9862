// IAM rules against labelled policies, the table of Access Analyzer's checks, the policies in valid templates, and their time.
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/catch.h"
#include "support/knowledge.h"
#include "support/page.h"
#include "support/places.h"

using namespace cribsheet;
using nlohmann::json;

namespace {

bool no_pack() {
  if (tests::knowledge()->action_count() > 0) return false;
  WARN("skipped: there is no knowledge pack at CRIBSHEET_PACK");
  return true;
}

std::vector<rules::Finding> findings(const std::string& path, const std::string& text, const std::string& kind = {}, const std::string& type = {}) {
  rules::Settings settings;
  settings.use_notes = false;
  const auto document = kinds::open(path, text, *tests::knowledge(), kind, type);
  return rules::run({*document, *tests::knowledge(), settings});
}

// The codes of one tool ("access-analyzer:") among the findings.
std::set<std::string> codes(const std::vector<rules::Finding>& found, std::string_view tool) {
  std::set<std::string> out;
  for (const rules::Finding& finding : found) {
    std::vector<std::string> also = finding.also;
    if (also.empty())
      if (const auto page = tests::knowledge()->rule(finding.rule)) also.assign(page->also.begin(), page->also.end());
    for (const std::string& code : also)
      if (code.starts_with(tool)) out.insert(code.substr(tool.size()));
  }
  return out;
}

std::string listed(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += " " + name;
  return out.empty() ? " nothing" : out;
}

std::vector<json> cases() {
  std::vector<json> out;
  std::ifstream file(tests::variable("CRIBSHEET_SHARED") + "/corpus/iam/cases.jsonl");
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) out.push_back(json::parse(line));
  if (out.empty()) WARN("skipped: there are no labelled policies below CRIBSHEET_SHARED");
  return out;
}

std::string policy_text(const json& one) { return one["policy"].is_string() ? one["policy"].get<std::string>() : one["policy"].dump(2); }

// What parliament says of the labelled policies that can be said here: its own checks, and those that its users add.
const std::set<std::string> kParliament = {"MALFORMED_JSON",
                                           "MALFORMED",
                                           "DUPLICATE_SID",
                                           "RESOURCE_POLICY_PRIVILEGE_ESCALATION",
                                           "UNKNOWN_PRINCIPAL",
                                           "UNKNOWN_FEDERATION_SOURCE",
                                           "MISMATCHED_TYPE_OPERATION_TO_NULL",
                                           "MISMATCHED_TYPE",
                                           "UNKNOWN_CONDITION_FOR_ACTION",
                                           "BAD_PATTERN_FOR_MFA",
                                           "INVALID_ARN",
                                           "INVALID_VERSION",
                                           "RESOURCE_MISMATCH",
                                           "UNKNOWN_OPERATOR",
                                           "MISMATCHED_TYPE_BUT_USABLE",
                                           "UNKNOWN_ACTION",
                                           "UNKNOWN_PREFIX",
                                           "INVALID_SID",
                                           "NO_VERSION",
                                           "OLD_VERSION",
                                           "RESOURCE_STAR",
                                           "RESOURCE_EFFECTIVELY_STAR"};
const std::set<std::string> kCommunity = {"PERMISSIONS_MANAGEMENT_ACTIONS", "PRIVILEGE_ESCALATION",   "CREDENTIALS_EXPOSURE",
                                          "NOTPRINCIPAL_WITH_ALLOW",        "NOTRESOURCE_WITH_ALLOW", "SINGLE_VALUE_CONDITION_TOO_PERMISSIVE"};

}  // namespace

TEST_CASE("policies get the findings that Access Analyzer documents") {
  if (no_pack()) return;
  std::size_t good = 0, all = 0;
  for (const json& one : cases()) {
    if (one["vocab"] != "access-analyzer") continue;
    ++all;
    const std::set<std::string> found = codes(findings("policy.json", policy_text(one), "iam-policy", one["kind"]), "access-analyzer:");
    const std::set<std::string> expected = one["expected"];
    bool right = one["mode"] == "exact" ? found == expected : std::includes(found.begin(), found.end(), expected.begin(), expected.end());
    if (one["mode"] != "exact" && one["mode"] != "contains")
      right = std::none_of(found.begin(), found.end(), [](const std::string& code) { return code.starts_with("SCP_SYNTAX_ERROR"); });
    good += right;
    INFO(one["id"] << " expected" << listed(expected) << ", found" << listed(found));
    CHECK_NOFAIL(right);
  }
  if (all > 0) CHECK(static_cast<double>(good) >= 0.97 * static_cast<double>(all));
}

TEST_CASE("policies get the findings that parliament has") {
  if (no_pack()) return;
  std::size_t good = 0, all = 0;
  for (const json& one : cases()) {
    const std::string vocabulary = one["vocab"];
    // These depend on a configuration that the case doesn't carry.
    if (!vocabulary.starts_with("parliament") || one.value("note", "").find("config=config") != std::string::npos) continue;
    ++all;
    std::set<std::string> found;
    for (const std::string& code : codes(findings("policy.json", policy_text(one), "iam-policy", one["kind"]), "parliament:"))
      if (kParliament.contains(code) || (vocabulary.ends_with("community") && kCommunity.contains(code))) found.insert(code);
    const std::set<std::string> expected = one["expected"];
    good += found == expected;
    INFO(one["id"] << " expected" << listed(expected) << ", found" << listed(found));
    CHECK_NOFAIL(found == expected);
  }
  if (all > 0) CHECK(static_cast<double>(good) >= 0.95 * static_cast<double>(all));
}

TEST_CASE("the table of Access Analyzer's checks is true") {
  if (no_pack()) return;
  const std::string folder = tests::variable("CRIBSHEET_SOURCE") + "/knowledge/rules";
  std::set<std::string> shown;  // codes that the pages' wrong examples bring
  for (const tests::Page& page : tests::pages(folder))
    if (page.id.starts_with("iam-") || page.id == "syntax-error")
      for (const tests::Fence& fence : page.wrong) shown.merge(codes(findings(fence.file, fence.text, {}, fence.rest), "access-analyzer:"));
  // Limits take a large policy to break, which is no example for a page.
  std::string many;
  for (int i = 0; i < 900; ++i) many += ", \"s3:GetObject" + std::to_string(i) + "*\"";
  const std::string large =
      R"({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Resource": "*", "Action": ["s3:PutObject")" + many + many + "]}]}";
  for (const char* type : {"identity", "resource", "scp", "rcp"}) shown.merge(codes(findings("policy.json", large, "iam-policy", type), "access-analyzer:"));
  shown.merge(codes(findings("policy.json", R"({"Version": "2012-10-17",})", "iam-policy"), "access-analyzer:"));

  std::ifstream file(folder + "/access-analyzer.md");
  std::set<std::string> listed_codes;
  std::size_t done = 0;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| ") || line.find('_') == std::string::npos) continue;
    std::vector<std::string> cells;
    std::stringstream row(line);
    for (std::string cell; std::getline(row, cell, '|');) cells.push_back(cell);
    REQUIRE(cells.size() >= 4);
    const std::string code = cells[1].substr(1, cells[1].size() - 2);
    listed_codes.insert(code);
    INFO(code);
    if (cells[2].find('`') == std::string::npos) {
      CHECK(cells[3].size() > 10);  // says why not
      CHECK_FALSE(shown.contains(code));
      continue;
    }
    ++done;
    CHECK(shown.contains(code));
    const std::size_t begin = cells[2].find('`') + 1;
    const auto page = tests::knowledge()->rule(cells[2].substr(begin, cells[2].find('`', begin) - begin));
    REQUIRE(page);
    CHECK(std::find(page->also.begin(), page->also.end(), "access-analyzer:" + code) != page->also.end());
  }
  CHECK(done >= 150);
  for (const std::string& code : shown) {
    INFO(code);
    CHECK(listed_codes.contains(code));
  }
  std::ifstream reference(tests::variable("CRIBSHEET_SHARED") + "/reference/access-analyzer-checks.tsv");
  std::string line;
  for (std::getline(reference, line); std::getline(reference, line);) {
    const std::size_t tab = line.find('\t');
    const std::string code = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
    INFO(code);
    CHECK(listed_codes.contains(code));
  }
}

TEST_CASE("policies in valid templates bring no errors") {
  if (no_pack()) return;
  std::size_t templates = 0;
  for (const char* folder : {"cloudformation/valid", "sam/valid"}) {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(tests::variable("CRIBSHEET_SHARED") + "/corpus/" + folder, none)) {
      ++templates;
      for (const rules::Finding& finding : findings(entry.path().string(), tests::read(entry.path()))) {
        if (!finding.rule.starts_with("iam-")) continue;
        INFO(entry.path() << ": " << finding.rule << ": " << finding.message);
        CHECK(finding.severity != rules::Severity::error);
      }
    }
  }
  if (templates == 0) WARN("skipped: there are no templates below CRIBSHEET_SHARED");
}

TEST_CASE("every action of the catalogue validates") {
  if (no_pack()) return;
  for (std::uint32_t i = 0; i < tests::knowledge()->service_count(); ++i) {
    const pack::IamService service = tests::knowledge()->service_at(i);
    std::string actions;
    for (std::uint32_t k = 0; k < service.action_count(); ++k)
      actions +=
          (k ? ", \"" : "\"") + std::string(service.prefix()) + ":" + std::string(tests::knowledge()->action_at(service.first_action() + k).name()) + "\"";
    INFO(service.prefix());
    for (const rules::Finding& finding :
         findings("policy.json", R"({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Resource": "*", "Action": [)" + actions + "]}]}", "iam-policy",
                  "identity")) {
      INFO(finding.rule << ": " << finding.message);
      CHECK((finding.rule == "iam-policy-size" || finding.rule == "iam-renamed-action"));
    }
  }
}

TEST_CASE("a policy of the largest size is checked in about a millisecond") {
  if (no_pack()) return;
  std::string statements;
  for (int i = 0; i < 24; ++i) {
    const std::string n = std::to_string(i);
    statements += (i ? ",\n" : "") + std::string(R"({"Sid": "Statement)") + n +
                  R"(", "Effect": "Allow", "Action": ["s3:GetObject", "sqs:SendMessage", "ec2:Describe*", "kms:Decrypt"],
      "Resource": ["arn:aws:s3:::bucket-)" +
                  n + R"(/*", "arn:aws:sqs:us-east-1:111122223333:queue-)" + n + R"("], "Condition": {"Bool": {"aws:SecureTransport": "true"}}})";
  }
  const std::string text = R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}";
  REQUIRE(text.size() > 6144);
  findings("policy.json", text, "iam-policy", "identity");
  const std::clock_t begin = std::clock();
  for (int i = 0; i < 20; ++i) findings("policy.json", text, "iam-policy", "identity");
  const double milliseconds = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / 20;
  INFO(milliseconds << " ms of processor time");
  CHECK(milliseconds < 5);  // far above the budget of one, so that a slow machine doesn't fail it
  CHECK_NOFAIL(milliseconds < 1);
}
