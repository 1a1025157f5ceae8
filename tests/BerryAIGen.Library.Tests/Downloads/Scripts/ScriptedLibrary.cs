using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Tests.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Scripts;

/// <summary>A library that may ask this machine, and a folder for what it downloads.</summary>
internal sealed class ScriptedLibrary : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal ScriptedLibrary() =>
        Library = new BerryLibrary(
            new LibraryOptions { AllowedHosts = ["127.0.0.1"], WorkingFolder = _folder.Path },
            TransferFixture.Quick
        );

    internal BerryLibrary Library { get; }

    internal string Folder => Path.Combine(_folder.Path, "models");

    internal string Above => _folder.Path;

    internal DownloadRequest Request(params Uri[] addresses) =>
        new()
        {
            References = [.. addresses.Select(address => address.AbsoluteUri)],
            Target = new DownloadTarget { Folder = Folder },
        };

    internal Task<IReadOnlyList<DownloadItem>> RunAsync(
        DownloadRequest request,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken? cancellationToken = null
    ) => Library.DownloadAsync(request, progress, cancellationToken ?? TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Library.Dispose();
        _folder.Dispose();
    }
}
