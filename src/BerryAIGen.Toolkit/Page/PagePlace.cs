using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Page;

/// <summary>Where the page lies: where somebody says, beside the program, or in the checkout that the program is of.</summary>
internal static class PagePlace
{
    private const string Checkout = "BERRY_CHECKOUT";
    private const string Artifacts = "artifacts";

    /// <summary>The folder, whether it is there or not; null where nothing says which.</summary>
    public static string? Find(ToolkitOptions options, string programFolder)
    {
        if (options.WebFolder is { } named)
            return Path.GetFullPath(named, options.Library.WorkingFolder);
        var beside = Path.Combine(programFolder, "web");
        if (Directory.Exists(beside))
            return beside;
        if (options.Library.ReadVariable(Checkout) is { Length: > 0 } checkout)
            return Path.Combine(checkout, Artifacts, "web");
        return ArtifactsAbove(programFolder) is { } artifacts ? Path.Combine(artifacts, "web") : null;
    }

    // A build lies in artifacts/bin/BerryAIGen.Toolkit/release, one that is compiled for this machine in artifacts/ready.
    private static string? ArtifactsAbove(string programFolder)
    {
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(programFolder));
        var above = folder.Name == "ready" ? folder.Parent : folder.Parent?.Parent?.Parent;
        return above?.Name == Artifacts ? above.FullName : null;
    }
}
