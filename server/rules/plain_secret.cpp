#include "rules/plain_secret.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace cribsheet::rules {
namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

// The words of a name: DB_PASSWORD -> DB, PASSWORD.
bool names_a_secret(std::string_view name) {
  const std::string whole = upper(name);
  if (whole == "AWS_SECRET_ACCESS_KEY" || whole == "AWS_ACCESS_KEY_ID" || whole == "AWS_SESSION_TOKEN") return true;
  for (const std::string_view about :
       {"_ARN", "_NAME", "_ID", "_PATH", "_FILE", "_PARAMETER", "_URL", "_REGION", "_KEY_NAME", "_LENGTH", "_POLICY", "_STORE", "_VERSION", "_TTL", "_EXPIRY"})
    if (whole.ends_with(about)) return false;
  for (const std::string_view word : {"PASSWORD", "PASSWD", "PASSPHRASE", "API_KEY", "APIKEY", "SECRET_KEY", "PRIVATE_KEY", "ACCESS_TOKEN", "AUTH_TOKEN",
                                      "NPM_TOKEN", "GITHUB_TOKEN", "CLIENT_SECRET", "SECRET_ACCESS_KEY"})
    if (whole.find(word) != std::string::npos) return true;
  return whole == "SECRET" || whole == "TOKEN" || whole.ends_with("_SECRET") || whole.ends_with("_TOKEN") || whole.ends_with("_PWD");
}

bool access_key(std::string_view value) {
  return value.size() == 20 && (value.starts_with("AKIA") || value.starts_with("ASIA")) &&
         std::all_of(value.begin(), value.end(), [](unsigned char c) { return std::isupper(c) != 0 || std::isdigit(c) != 0; });
}

// Tokens that say what they are: GitHub, Slack, npm, private keys.
bool known_token(std::string_view value) {
  for (const std::string_view begin : {"ghp_", "gho_", "ghs_", "github_pat_", "xoxb-", "xoxp-", "npm_", "glpat-", "-----BEGIN "})
    if (value.starts_with(begin) && value.size() > begin.size() + 8) return true;
  return false;
}

// Only stands in the place of a value: nothing, a variable, a word such as "changeme", a path or an address of where it lies.
bool placeholder(std::string_view value) {
  if (value.size() < 4 || value.find('$') != std::string_view::npos || value.front() == '<' || value.front() == '/' || value.starts_with("arn:")) return true;
  const std::string word = upper(value);
  for (const std::string_view one :
       {"TRUE", "FALSE", "NONE", "NULL", "CHANGEME", "CHANGE_ME", "CHANGE-ME", "PLACEHOLDER", "EXAMPLE", "DUMMY", "REPLACE", "TODO", "XXXX"})
    if (word.find(one) != std::string::npos) return true;
  return value.starts_with("{{resolve:") || value.starts_with("your");
}

}  // namespace

bool plain_secret(std::string_view name, std::string_view value) {
  return access_key(value) || known_token(value) || (!placeholder(value) && names_a_secret(name));
}

}  // namespace cribsheet::rules
