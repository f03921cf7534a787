#pragma once

#include <map>
#include <string>

// As much of a newer spdlog's mdc as the sink uses.
namespace spdlog {

class mdc {
public:
    static void put(const std::string& key, const std::string& value) { get_context()[key] = value; }

    static std::map<std::string, std::string>& get_context() {
        static thread_local std::map<std::string, std::string> context;
        return context;
    }
};

}  // namespace spdlog
