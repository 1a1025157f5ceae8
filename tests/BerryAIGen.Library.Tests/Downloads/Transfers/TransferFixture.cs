using System.Collections.Concurrent;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Network;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>A transfer on its own: a folder, the real client, short pauses, and what was reported.</summary>
internal sealed class TransferFixture : IDisposable
{
    internal static readonly TransferOptions Quick = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(1),
        MaxPause = TimeSpan.FromMilliseconds(1),
        StallTimeout = TimeSpan.FromSeconds(20),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly DownloadHttp _http;
    private readonly TransferOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<string> _notes = new();

    internal TransferFixture(
        TransferOptions? options = null,
        DownloadHttpOptions? http = null,
        TimeProvider? time = null,
        string? folder = null
    )
    {
        _options = options ?? Quick;
        _http = new DownloadHttp(http ?? new DownloadHttpOptions { AllowedHosts = ["127.0.0.1"] });
        _time = time ?? TimeProvider.System;
        Folder = folder ?? _folder.Path;
    }

    internal string Folder { get; }

    internal string PartPath => Path.Combine(Folder, "model.safetensors.part");

    internal byte[] Part => File.ReadAllBytes(PartPath);

    internal IReadOnlyList<string> Notes => [.. _notes];

    internal TransferRequest Request(Uri address) =>
        new()
        {
            Address = address,
            Name = "model.safetensors",
            PartPath = PartPath,
        };

    internal Task<TransferOutcome> RunAsync(Uri address, CancellationToken cancellationToken) =>
        RunAsync(Request(address), cancellationToken);

    internal Task<TransferOutcome> RunAsync(TransferRequest request, CancellationToken cancellationToken) =>
        new FileTransfer(_http, _options, _time).RunAsync(request, new Listener(Hear), cancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    private void Hear(DownloadProgress progress)
    {
        if (progress.Note is { } note)
        {
            _notes.Enqueue(note);
        }
    }

    private sealed class Listener(Action<DownloadProgress> hear) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => hear(value);
    }
}
