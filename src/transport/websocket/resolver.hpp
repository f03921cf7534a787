#pragma once

#include "base/guarded.hpp"
#include "transport/websocket/address.hpp"
#include "transport/websocket/descriptor.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace logbeam::transport {

// Looks up one host on a thread of its own, which takes no signals and may outlive the question: nobody waits for a
// name server. Confined.
class Resolver final {
public:
    using Answer = Result<std::vector<Address>>;

    // Throws Failure when the system has no descriptor or thread to give.
    explicit Resolver(Endpoint endpoint);

    // Readable when there is an answer.
    [[nodiscard]] int descriptor() const noexcept { return question_->told.get(); }
    [[nodiscard]] std::optional<Answer> take();

    // In the child of a fork, where the thread is not.
    void release_after_fork() noexcept { question_->told.reset(); }

private:
    // Owned by both threads, so that either may be the last.
    struct Question {
        Endpoint endpoint;
        Descriptor told;
        Guarded<std::optional<Answer>> answer;
    };

    std::shared_ptr<Question> question_;
};

}  // namespace logbeam::transport
