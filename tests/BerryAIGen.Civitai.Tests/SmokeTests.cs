namespace BerryAIGen.Civitai.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void The_runner_runs() => (1 + 1).ShouldBe(2);
}
