#pragma once

#include "alert/engine.hpp"
#include "alert/rule.hpp"

#include <logbeam/result.hpp>

#include <string>
#include <string_view>

namespace logbeam::http {

// The files that rules are read from, as clients see and change them. Confined to the hub's thread.
class RuleFiles {
public:
    struct Text {
        std::string yaml;     // a mapping
        std::string why_not;  // it cannot be changed; empty: it can
    };
    struct Asker {
        std::string_view user;
        std::string_view address;
    };

    virtual ~RuleFiles() = default;

    [[nodiscard]] virtual bool can_change() const = 0;      // there is a directory of them
    [[nodiscard]] virtual std::string problem() const = 0;  // of the files that were read last; empty: none
    [[nodiscard]] virtual Text text_of(const alert::Rule& rule) const = 0;

    // One rule, which is at work at once. Returns its file. After an error nothing has changed.
    [[nodiscard]] virtual Result<std::string> put(const std::string& name, const std::string& yaml, Asker asker) = 0;
    [[nodiscard]] virtual Result<std::string> remove(const std::string& name, Asker asker) = 0;
};

// The rule of that name, or nullptr.
[[nodiscard]] inline const alert::Judge* judge_of(const alert::Engine& engine, std::string_view name) noexcept {
    for (const auto& judge : engine.judges()) {
        if (judge->rule().name == name) return judge.get();
    }
    return nullptr;
}

}  // namespace logbeam::http
