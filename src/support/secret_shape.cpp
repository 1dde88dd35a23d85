#include <algorithm>
#include <array>

#include "support/secret_parts.h"

namespace lockstep::secrets {
namespace {

struct Shape {
  std::string_view prefix;
  std::string_view others;  // characters of the rest besides letters and digits
  std::size_t least = 0;    // bytes of the rest
  std::string_view what;
  std::string_view holds = {};  // somewhere in the rest
};

constexpr auto kShapes = std::to_array<Shape>({
    {"AGE-SECRET-KEY-1", "", 58, "an age key"},
    {"AIza", "_-", 35, "a Google API key"},
    {"AKIA", "", 16, "an AWS access key"},
    {"ASIA", "", 16, "an AWS access key"},
    {"GOCSPX-", "_-", 28, "a Google client secret"},
    {"SG.", "_-.", 60, "a SendGrid key"},
    {"dp.pt.", "", 40, "a Doppler token"},
    {"eyJ", "_-.", 40, "a JSON Web Token", ".eyJ"},
    {"gho_", "", 36, "a GitHub token"},
    {"ghp_", "", 36, "a GitHub token"},
    {"ghr_", "", 36, "a GitHub token"},
    {"ghs_", "", 36, "a GitHub token"},
    {"ghu_", "", 36, "a GitHub token"},
    {"github_pat_", "_", 60, "a GitHub token"},
    {"glpat-", "_-", 20, "a GitLab token"},
    {"hooks.slack.com/services/T", "/", 40, "a Slack webhook"},
    {"lin_api_", "", 32, "a Linear key"},
    {"npm_", "", 36, "an npm token"},
    {"rk_live_", "", 20, "a Stripe key"},
    {"rk_test_", "", 20, "a Stripe key"},
    {"sk-", "_-", 40, "an OpenAI key", "T3BlbkFJ"},
    {"sk-ant-", "_-", 40, "an Anthropic key"},
    {"sk-proj-", "_-", 40, "an OpenAI key"},
    {"sk_live_", "", 20, "a Stripe key"},
    {"sk_test_", "", 20, "a Stripe key"},
    {"vercel_blob_rw_", "_", 30, "a Vercel Blob token"},
    {"whsec_", "+/=", 24, "a webhook secret"},
    {"xoxa-", "-", 20, "a Slack token"},
    {"xoxb-", "-", 20, "a Slack token"},
    {"xoxp-", "-", 20, "a Slack token"},
    {"xoxs-", "-", 20, "a Slack token"},
});

// So many hexadecimal digits and no more; short prefixes could end other words.
struct HexShape {
  std::string_view prefix;
  std::size_t digits = 0;
  std::string_view what;
};

constexpr auto kHexShapes = std::to_array<HexShape>({
    {"SK", 32, "a Twilio key"},
    {"key-", 32, "a Mailgun key"},
    {"sbp_", 40, "a Supabase token"},
    {"shpat_", 32, "a Shopify token"},
    {"shpca_", 32, "a Shopify token"},
    {"shppa_", 32, "a Shopify token"},
    {"shpss_", 32, "a Shopify token"},
});

// The first two characters of each, which is all that is compared at nearly every place of a text.
constexpr auto kStarts = [] {
  std::array<std::array<bool, 128>, 128> starts{};
  const auto add = [&](std::string_view prefix) {
    starts[static_cast<unsigned char>(prefix[0])][static_cast<unsigned char>(prefix[1])] = true;
  };
  for (const Shape& shape : kShapes) add(shape.prefix);
  for (const HexShape& shape : kHexShapes) add(shape.prefix);
  return starts;
}();

bool may_start(std::string_view text) {
  if (text.size() < 2) return false;
  const auto first = static_cast<unsigned char>(text[0]);
  const auto second = static_cast<unsigned char>(text[1]);
  return first < kStarts.size() && second < kStarts.size() && kStarts[first][second];
}

// Not in the middle of a word, unless that is the escape of a URL: `token%3Dghp_...`.
bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0 || !is_word(text[at - 1])) return true;
  return at >= 3 && text[at - 3] == '%' && is_hex(text[at - 2]) && is_hex(text[at - 1]);
}

// Header, claims and signature; the first two are JSON objects in base64.
// https://datatracker.ietf.org/doc/html/rfc7519#section-3.1
bool is_web_token(std::string_view text) {
  const std::size_t claims = text.find(".eyJ");
  return claims != std::string_view::npos && text.find('.', claims + 1) + 10 < text.size();
}

std::size_t end_of(std::string_view rest, std::size_t begin, std::string_view others) {
  std::size_t end = begin;
  while (end < rest.size() &&
         (ascii::is_letter(rest[end]) || ascii::is_digit(rest[end]) || others.contains(rest[end])))
    ++end;
  return end;
}

}  // namespace

std::optional<Secret> shape_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || !may_start(text.substr(at)) || !begins_word(text, at)) return std::nullopt;
  const std::string_view rest = text.substr(at);
  for (const Shape& shape : kShapes) {
    if (!rest.starts_with(shape.prefix)) continue;
    const std::size_t end = end_of(rest, shape.prefix.size(), shape.others);
    const std::string_view found = rest.substr(0, end);
    if (end - shape.prefix.size() < shape.least || !found.contains(shape.holds) || is_placeholder(found))
      continue;
    if (shape.prefix == "eyJ" && !is_web_token(found)) continue;
    return secret(shape.what, at, at + end);
  }
  for (const HexShape& shape : kHexShapes) {
    if (!rest.starts_with(shape.prefix) || (at > 0 && text[at - 1] == '-')) continue;
    const std::size_t end = end_of(rest, shape.prefix.size(), "_-");
    const std::string_view digits = rest.substr(shape.prefix.size(), end - shape.prefix.size());
    if (digits.size() == shape.digits && std::ranges::all_of(digits, is_hex))
      return secret(shape.what, at, at + end);
  }
  return std::nullopt;
}

std::optional<Secret> private_key_at(std::string_view text, std::size_t at) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  constexpr std::string_view kEnd = "-----END ";
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with(kBegin)) return std::nullopt;
  const std::size_t header = rest.find("PRIVATE KEY", kBegin.size());
  if (header == std::string_view::npos || header > kBegin.size() + 10) return std::nullopt;
  const std::size_t end = std::min(rest.find(kEnd, header), rest.size());
  if (is_placeholder(rest.substr(0, end)) || end < header + 60) return std::nullopt;
  return secret("a private key", at, at + end);
}

// A bot's number, a colon and 35 characters. https://core.telegram.org/bots/api#authorizing-your-bot
std::optional<Secret> bot_token_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kRest = 35;
  std::size_t begin = at;
  while (begin > 0 && at - begin < 10 && ascii::is_digit(text[begin - 1])) --begin;
  const bool number = at - begin >= 8 && (begin == 0 || !is_word(text[begin - 1]) || text[begin - 1] == 't');
  if (!number || !text.substr(at + 1).starts_with("AA")) return std::nullopt;
  const std::size_t end = end_of(text, at + 1, "_-");
  if (end - at - 1 != kRest || is_placeholder(text.substr(at + 1, kRest))) return std::nullopt;
  return secret("a Telegram bot's token", begin, end);
}

}  // namespace lockstep::secrets
