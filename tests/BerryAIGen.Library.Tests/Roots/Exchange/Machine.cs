using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Roots.Exchange;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

/// <summary>One of several machines that share a bucket: a ComfyUI folder, data of its own, and a key.</summary>
internal sealed class Machine : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Machine(
        Uri? endpoint,
        string bucket,
        string keyId = "key",
        bool isReadOnly = false,
        TransferOptions? transfers = null,
        Func<LibraryOptions, LibraryOptions>? settings = null
    )
    {
        Dictionary<string, string> variables = new()
        {
            ["AWS_ACCESS_KEY_ID"] = keyId,
            ["AWS_SECRET_ACCESS_KEY"] = "hidden-secret",
        };
        if (endpoint is not null)
            variables["AWS_ENDPOINT_URL"] = endpoint.AbsoluteUri;
        var options = new LibraryOptions
        {
            Sources = new SourceSettings(name => variables.GetValueOrDefault(name), _ => null),
            WorkingFolder = _folder.Path,
            Root = _folder.Combine("ComfyUI"),
            DataFolder = _folder.Combine("data"),
            Buckets =
            [
                new ModelRoot
                {
                    Name = "attic",
                    Path = bucket,
                    Endpoint = endpoint?.AbsoluteUri,
                    IsReadOnly = isReadOnly,
                },
            ],
        };
        Library = new BerryLibrary(
            settings?.Invoke(options) ?? options,
            (transfers ?? new TransferOptions()) with
            {
                FirstPause = TimeSpan.FromMilliseconds(1),
                MaxAttempts = 2,
            }
        );
        Directory.CreateDirectory(Models);
    }

    public BerryLibrary Library { get; }

    public string Models => _folder.Combine("ComfyUI", "models");

    public string Data => _folder.Combine("data");

    /// <summary>One that shares a bucket, which is made.</summary>
    public static async Task<Machine> AtAsync(S3Fixture s3, string bucket)
    {
        await s3.MakeBucketAsync(bucket);
        return new Machine(s3.Endpoint, $"s3://{bucket}/comfy");
    }

    public string PathOf(string path) => Path.Combine(Models, path);

    public string Write(string path, ReadOnlySpan<byte> content) => _folder.Write($"ComfyUI/models/{path}", content);

    /// <summary>What a person sees below the models folder, relative.</summary>
    public IReadOnlyList<string> Files() =>
        [
            .. Directory
                .EnumerateFiles(Models, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Models, path))
                .Where(path => !path.StartsWith('.'))
                .Order(StringComparer.Ordinal),
        ];

    public Task<IReadOnlyList<DownloadItem>> PushAsync(params string[] wanted) => RunAsync(null, "attic", wanted);

    public Task<IReadOnlyList<DownloadItem>> PullAsync(params string[] wanted) => RunAsync("attic", null, wanted);

    public async Task<IReadOnlyList<DownloadItem>> RunAsync(
        string? from,
        string? to,
        IReadOnlyList<string> wanted,
        bool isDryRun = false
    )
    {
        var request = new ExchangeRequest
        {
            From = from,
            To = to,
            Wanted = wanted,
            IsDryRun = isDryRun,
        };
        var outcome = await Library.Exchange.RunAsync(request, null, TestContext.Current.CancellationToken);
        return outcome.Items;
    }

    public void Dispose()
    {
        Library.Dispose();
        _folder.Dispose();
    }
}
