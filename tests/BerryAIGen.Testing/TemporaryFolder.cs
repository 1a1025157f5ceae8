namespace BerryAIGen.Testing;

/// <summary>
/// A folder of one test, gone afterwards with all that is in it. Links inside are removed, never followed, so nothing
/// outside can be lost.
/// </summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Full path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("berry-test-").FullName;

    /// <summary>The path of a file or folder inside; its parent folders are made.</summary>
    public string Combine(params ReadOnlySpan<string> parts)
    {
        var path = System.IO.Path.Combine([Path, .. parts]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Writes a file inside and answers its path.</summary>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Combine(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Removes the folder.</summary>
    public void Dispose() => Remove(new DirectoryInfo(Path));

    private static void Remove(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } child)
            {
                Remove(child);
            }
            else
            {
                entry.Delete();
            }
        }

        folder.Delete();
    }
}
