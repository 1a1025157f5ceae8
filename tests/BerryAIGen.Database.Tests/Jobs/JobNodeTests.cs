using BerryAIGen.Database.Jobs;

namespace BerryAIGen.Database.Tests.Jobs;

public sealed class JobNodeTests
{
    [Fact]
    public void A_process_of_another_container_or_boot_with_the_same_number_is_not_judged_from_here()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells boots and containers apart.");
        var words = JobNode.Current.Name.Split(':');
        var machine = words[0].Split('.');
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id")[..8];

        JobNode.IsGone(JobNode.Current.Name).ShouldBeFalse();
        JobNode.IsGone($"{words[0]}:{words[1]}:1").ShouldBeTrue();
        JobNode.IsGone($"{Environment.MachineName}:{words[1]}:1").ShouldBeFalse();
        machine[^2].ShouldBe(boot);
        JobNode.IsGone($"{words[0]}0:{words[1]}:1").ShouldBeFalse();
        JobNode.IsGone($"{words[0].Replace(boot, "00000000", StringComparison.Ordinal)}:{words[1]}:1").ShouldBeFalse();
    }
}
