using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Keeping;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Keeping;

/// <summary>A folder of models with a library of its own to keep it; nobody is asked over the network.</summary>
internal sealed class KeptFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BerryLibrary _library;

    public KeptFolder(string? root = null)
    {
        Root = root ?? _folder.Combine("models");
        Directory.CreateDirectory(Root);
        _library = new BerryLibrary(
            new LibraryOptions
            {
                ModelsFolder = Root,
                WorkingFolder = _folder.Path,
                DataFolder = _folder.Combine("data"),
            }
        );
    }

    /// <summary>The folder that is indexed.</summary>
    public string Root { get; }

    /// <summary>A folder beside it, of another drive or of nobody.</summary>
    public string Outside => _folder.Combine("outside");

    public FileKeeping Keeping => _library.Keeping;

    /// <summary>What the journal says.</summary>
    public RootRecord Record => RootRecord.Read(RecordRoot.Open(Root, TimeProvider.System));

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    /// <summary>Writes a valid safetensors file of that many bytes, every one with the same content.</summary>
    public string Model(string name, int size = 500) => Write(name, TinySafetensors.Create(size));

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public Task<IndexReport> IndexAsync(bool hashes = false) =>
        Keeping.IndexAsync([Root], hashes, progress: null, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
    }
}
