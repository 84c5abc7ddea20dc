// Vouchers over HTTP/1.1 with kept connections: a client thread has one of its own.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <map>
#include <memory>
#include <mutex>

#include "tools/bench_ledger/vouchers.h"

namespace cpb::bench {
namespace {

class Connection {
 public:
  explicit Connection(const std::string& authority) {
    const std::size_t colon = authority.rfind(':');
    int port = 0;
    std::from_chars(authority.data() + colon + 1, authority.data() + authority.size(), port);
    socket_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int one = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Connection() { close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Sends one request and reads its answer: the status line, or what went wrong.
  std::string Exchange(const std::string& request) {
    if (!connected_) return "no connection";
    for (std::size_t sent = 0; sent < request.size();) {
      const ssize_t n = send(socket_, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) return Lost();
      sent += static_cast<std::size_t>(n);
    }
    std::string answer;
    std::size_t whole = std::string::npos;
    while (answer.size() < whole) {
      char buffer[8192];
      const ssize_t n = recv(socket_, buffer, sizeof buffer, 0);
      if (n <= 0) return Lost();
      answer.append(buffer, static_cast<std::size_t>(n));
      const std::size_t head = answer.find("\r\n\r\n");
      if (head == std::string::npos || whole != std::string::npos) continue;
      whole = head + 4 + ContentLength(answer.substr(0, head));
    }
    return answer.substr(0, answer.find('\r'));
  }

 private:
  static std::size_t ContentLength(std::string head) {
    for (char& c : head) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    constexpr std::string_view kName = "content-length:";
    const std::size_t at = head.find(kName);
    std::size_t length = 0;
    if (at == std::string::npos) return length;
    const std::size_t digits = head.find_first_of("0123456789", at + kName.size());
    std::from_chars(head.data() + digits, head.data() + head.size(), length);
    return length;
  }
  std::string Lost() {
    connected_ = false;
    return "connection lost";
  }

  int socket_ = -1;
  bool connected_ = false;
};

}  // namespace

Work RestVouchers::MakeWork(bool spread) {
  struct Connections {
    std::mutex mutex;
    std::map<int, std::unique_ptr<Connection>> by_client;
  };
  return
      [this, spread, connections = std::make_shared<Connections>()](int client, int number) -> std::string {
        Connection* connection = nullptr;
        {
          const std::lock_guard lock{connections->mutex};
          auto& own = connections->by_client[client];
          if (!own) own = std::make_unique<Connection>(authority_);
          connection = own.get();
        }
        const std::string line = LineId(spread ? (client * 7'919 + number) % lines_ : 0);
        const std::string body = R"({"requestId":")" + NewRequestId() +
                                 R"(","payment":{"kind":"KIND_PAYMENT","budgetLine":")" + line +
                                 R"(","source":"local","amountVnd":"1","payee":"Công ty Tư vấn"}})";
        const std::string status = connection->Exchange(
            "POST /v1/payments HTTP/1.1\r\nHost: " + authority_ + "\r\nAuthorization: Bearer " + session_ +
            "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n\r\n" + body);
        if (status.find(" 200 ") != std::string::npos) return "";
        const std::lock_guard lock{connections->mutex};
        connections->by_client.erase(client);
        return status;
      };
}

}  // namespace cpb::bench
