using BerryAIGen.Database.Jobs;

namespace BerryAIGen.Database.Tests.Jobs;

public sealed class JobNodeTests
{
    [Theory]
    [InlineData("models.example.1a2b3c4d.4026531836:17:123456/0f", "models.example:17")]
    [InlineData("models.example.1a2b3c4d.:17:123456/0f", "models.example:17")]
    [InlineData("desk:17:123456/0f", "desk:17")]
    [InlineData("node/0f", "node")]
    [InlineData(null, null)]
    public void People_are_told_the_host_and_the_process_alone(string? owner, string? told) =>
        JobNode.Describe(owner).ShouldBe(told);

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
