// Three nodes of a Galera cluster, a copy of the program at each of two, and the node that both began with is
// killed under load. Any node may be written: every transaction of the ledger updates the one row of
// feed_head, so of two that decided at different nodes at once one fails at COMMIT (1213) and is run again.
#include "tests/overspend/cluster.h"

#include "tests/overspend/race.h"

namespace cpb::overspend {
namespace {

class ClusterTest : public Race {};

TEST_F(ClusterTest, NothingAcknowledgedIsLostOrDoubledWhenANodeIsKilled) {
  if (!HasGalera()) GTEST_SKIP() << "galera-4 is not installed";
  Cluster cluster;
  const auto schema = cluster.node(0).CreateSchema("overspend");
  AddCopy(schema);
  OpenLines();
  AddCopy(cluster.At(1, schema));
  StartClients();
  WaitForAnswers(kAll / 4 + Pick(100));
  cluster.node(0).Kill9();
  // The others find out, go on without it, and what was under way there is asked for again here.
  WaitForAnswers(kAll / 2 + Pick(100));
  cluster.Rejoin(0);
  WaitForClients();
  EXPECT_GT(repeats(), 1);
  CheckAll();
  for (int copy = 0; copy < copies(); ++copy) Kill(copy);
  const std::string contents = cluster.Contents(0, schema.name);
  EXPECT_NE(contents.find("feed_head"), contents.npos);
  for (int i = 1; i < Cluster::kNodes; ++i)
    EXPECT_EQ(cluster.Contents(i, schema.name), contents) << "node " << i;
  Say("one node of three killed and back");
}

}  // namespace
}  // namespace cpb::overspend
