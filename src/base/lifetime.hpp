#pragma once

#include <memory>
#include <utility>

namespace logbeam::base {

// A member of who asks for something that comes later: what it guards is not called once it is gone. Confined: the calls
// come on the thread that destroys it.
class Lifetime {
public:
    Lifetime() = default;
    ~Lifetime() = default;
    Lifetime(const Lifetime&) = delete;
    Lifetime& operator=(const Lifetime&) = delete;

    template <class Call>
    [[nodiscard]] auto guard(Call call) const {
        return [alive = std::weak_ptr<const Lifetime>{self_}, call = std::move(call)](auto&&... arguments) mutable {
            if (!alive.expired()) call(std::forward<decltype(arguments)>(arguments)...);
        };
    }

private:
    std::shared_ptr<const Lifetime> self_{this, [](const Lifetime*) {}};
};

}  // namespace logbeam::base
