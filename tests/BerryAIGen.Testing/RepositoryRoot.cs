namespace BerryAIGen.Testing;

/// <summary>Where this checkout lies, found from the running test's own folder.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder that holds BerryAIGen.slnx.</summary>
    public static string Path { get; } = Search(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Search(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "BerryAIGen.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException(
                $"BerryAIGen.slnx is in no folder above {AppContext.BaseDirectory}; run the tests from the checkout."
            );
    }
}
