using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Catalogue;

/// <summary>A settings folder with definitions of a user.</summary>
internal sealed class UserFiles : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public string Folder => _home.Path;

    /// <summary>Writes a file below <c>definitions</c>, and answers its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_home.Path, "definitions", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _home.Dispose();
}
