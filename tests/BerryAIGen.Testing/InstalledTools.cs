using Xunit;

namespace BerryAIGen.Testing;

/// <summary>
/// What test.sh installs for the tests. On a machine of one's own a test without it is skipped; where changes are judged
/// nothing may be left out unseen.
/// </summary>
public static class InstalledTools
{
    /// <summary>Whether a test that is left out counts as one that fails.</summary>
    internal static bool IsJudged => Environment.GetEnvironmentVariable("CI") is { Length: > 0 } and not "false";

    /// <summary>The path of a program; without it the running test is skipped, or fails where <c>CI</c> is set.</summary>
    public static string Require(string program)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
        Require(path is not null, $"{program} is not installed; as root on Debian test.sh installs it.");
        return path!;
    }

    /// <summary>Skips the running test where something is missing, or fails it where <c>CI</c> is set.</summary>
    /// <param name="isThere">Whether nothing is missing.</param>
    /// <param name="why">What is missing, and how it comes.</param>
    public static void Require(bool isThere, string why) => Require(isThere, why, IsJudged);

    /// <param name="isThere">Whether nothing is missing.</param>
    /// <param name="why">What is missing, and how it comes.</param>
    /// <param name="isJudged">Whether a test that is left out counts as one that fails.</param>
    public static void Require(bool isThere, string why, bool isJudged)
    {
        if (isJudged && !isThere)
            Assert.Fail(why);
        Assert.SkipUnless(isThere, why);
    }
}
