using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>A library of its own against the Sandbox, with an empty ComfyUI folder.</summary>
internal sealed class LibraryStory : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LibraryStory(
        SandboxFixture sandbox,
        string? key = null,
        TransferOptions? transfers = null,
        string allowedHost = "localhost",
        Func<LibraryOptions, LibraryOptions>? settings = null,
        string? token = null,
        params ReadOnlySpan<(string Name, string Value)> variables
    )
    {
        var set = variables.ToArray().ToDictionary(pair => pair.Name, pair => pair.Value);
        Library = new BerryLibrary(
            (settings ?? (options => options))(
                new LibraryOptions
                {
                    CivitaiUrl = sandbox.Server.CivitaiUrl,
                    HuggingFaceUrl = sandbox.Server.HuggingFaceUrl,
                    CivitaiKey = Secret.From(key, "test"),
                    HuggingFaceToken = Secret.From(token, "test"),
                    Sources = new SourceSettings(name => set.GetValueOrDefault(name), _ => null),
                    AllowedHosts = ["localhost", allowedHost],
                    WorkingFolder = _folder.Path,
                }
            ),
            (transfers ?? new TransferOptions()) with
            {
                FirstPause = TimeSpan.FromMilliseconds(1),
                MaxAttempts = 2,
            }
        );
        Directory.CreateDirectory(System.IO.Path.Combine(Root, "models"));
    }

    public BerryLibrary Library { get; }

    /// <summary>The ComfyUI folder.</summary>
    public string Root => System.IO.Path.Combine(_folder.Path, "ComfyUI");

    /// <summary>A file beside the ComfyUI folder, in the folder in which the library works.</summary>
    public string Write(string name, ReadOnlySpan<byte> content) => _folder.Write(name, content);

    public string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Root, "models", .. parts]);

    public DownloadRequest Request(params string[] references) =>
        new()
        {
            References = references,
            Target = new DownloadTarget { Root = Root },
        };

    public Task<IReadOnlyList<DownloadItem>> DownloadAsync(params string[] references) =>
        Library.DownloadAsync(Request(references), progress: null, TestContext.Current.CancellationToken);

    /// <summary>Every file below the ComfyUI folder, relative, with <c>/</c>.</summary>
    public IReadOnlyList<string> Files() =>
        [
            .. Directory
                .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
                .Select(path => System.IO.Path.GetRelativePath(Root, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The same without what we keep beside models: records, journals, parts.</summary>
    public IReadOnlyList<string> Models() =>
        [
            .. Files()
                .Where(path =>
                    !path.EndsWith(".civitai.json", StringComparison.Ordinal)
                    && !path.StartsWith("models/.berry/", StringComparison.Ordinal)
                    && !path.StartsWith("models/downloads/", StringComparison.Ordinal)
                ),
        ];

    public void Dispose()
    {
        Library.Dispose();
        _folder.Dispose();
    }
}
