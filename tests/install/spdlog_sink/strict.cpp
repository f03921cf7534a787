// Every format string a compile-time one, as FMT_ENFORCE_COMPILE_STRING demands.
#define FMT_ENFORCE_COMPILE_STRING

#include <logbeam/spdlog_sink.hpp>

enum class Colour { red, blue };
LOGBEAM_ENUM(Colour, red, blue)

enum class Mood { fine };

template <>
struct fmt::formatter<Mood> : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(Mood /*mood*/, Context& context) const {
        return fmt::formatter<std::string_view>::format("fine", context);
    }
};

std::string text() {
    return fmt::format(FMT_STRING("{} {} {}"), Colour::red, logbeam::kv("mood", Mood::fine), logbeam::kv("n", 1));
}
