using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Catalog;

namespace BerryAIGen.Toolkit.Tests.Jobs;

/// <summary>Jobs that are no downloads outlive their server as well: real processes are killed in the middle.</summary>
public sealed class JobSurvivalTests : IAsyncLifetime
{
    private static readonly string[] Names = ["a", "b", "c"];

    private readonly TemporaryFolder folder = new();
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RawHttpServer source;

    // Knows none of the models, and lets wait who asks for the second one.
    public JobSurvivalTests() =>
        source = new RawHttpServer(request =>
            new RawReply(404, "{}"u8.ToArray()) { Gate = IsOf(request, "b") ? released.Task : Task.CompletedTask }
                .With("Content-Type", "application/json")
                .With("Content-Length", "2")
        );

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder.Combine("models"));
        foreach (var name in Names)
        {
            File.WriteAllBytes(PathOf(name), IndexRoutesTests.Gguf(("general.name", name)));
            // By its hash a source is asked what it is.
            File.WriteAllText(
                $"{PathOf(name)}.civitai.json",
                $$$"""{"schema_version":1,"hashes":{"sha256":"{{{Sha256Of(name)}}}"}}"""
            );
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        released.TrySetResult();
        await source.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_refresh_goes_on_after_a_kill_with_the_model_where_it_stood()
    {
        string job;
        await using (var first = await StartAsync())
        {
            await first.PostAsync("/api/models/index?wait=true", new JsonObject());
            var begun = await first.BodyAsync("POST", "/api/models/metadata/refresh?ask=true");
            job = $"/api/jobs/{begun["job_id"]}";
            // The sign of life that tells of the first model carries the place as well.
            await first.WaitAsync(job, now => now["progress"]?.GetValue<double>() > 0.3);
            await first.KillAsync();
        }

        await using var second = await StartAsync();
        await Eventually.TrueAsync(() => Asked("b") > 1, Stop);
        released.SetResult();
        var done = await second.WaitAsync(job, now => now["state"]!.ToString() is not ("queued" or "running"));

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        done["attempt"]!.GetValue<int>().ShouldBe(2);
        done["result"]!.ToJsonString().ShouldBe("""{"refreshed":3,"failed":0}""");
        (Asked("a"), Asked("c")).ShouldBe((1, 1));
    }

    private Task<RunningToolkit> StartAsync() =>
        RunningToolkit.StartAsync(
            folder.Path,
            folder.Combine("library.db"),
            ("BERRY_CIVITAI_URL", source.Address("/").ToString()),
            ("MODELS_DIR", folder.Combine("models"))
        );

    private string PathOf(string name) => folder.Combine($"models/{name}.gguf");

    private int Asked(string name) => source.Requests.Count(request => IsOf(request, name));

    private bool IsOf(RawRequest request, string name) =>
        request.Target.Contains(Sha256Of(name), StringComparison.OrdinalIgnoreCase);

    private string Sha256Of(string name) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(name))));
}
