using BerryAIGen.Civitai;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.Api;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources;

/// <summary>What every source promises, whatever it asks.</summary>
public abstract class SourceContract : IClassFixture<SandboxFixture>, IAsyncDisposable
{
    private readonly DownloadHttp _http;
    private readonly Lazy<CivitaiClient> _client;

    private protected SourceContract(SandboxFixture sandbox)
    {
        Sandbox = sandbox;
        Options = new LibraryOptions
        {
            CivitaiUrl = sandbox.Server.CivitaiUrl,
            HuggingFaceUrl = sandbox.Server.HuggingFaceUrl,
            CivitaiKey = Secret.From("sandbox-key", "test"),
            HuggingFaceToken = Secret.From("hf_sandbox", "test"),
            Sources = new SourceSettings(FindVariable, _ => null),
        };
        _client = new(() =>
            new CivitaiClient(
                new CivitaiOptions { SiteUrl = sandbox.Server.CivitaiUrl, ApiKey = Options.CivitaiKey!.Reveal() }
            )
        );
        _http = new DownloadHttp(new DownloadHttpOptions { AllowedHosts = ["localhost", "127.0.0.1"] });
        Context = new SourceContext(
            Options,
            new FileProbe(_http, new TransferOptions(), TimeProvider.System),
            TimeProvider.System
        )
        {
            Api = new ApiReader(_http, new TransferOptions(), TimeProvider.System),
            Civitai = () => _client.Value,
        };
        Source = ShippedSources.All.Single(source => source.Name == SourceName).Open(Context);
    }

    private protected SandboxFixture Sandbox { get; }

    private protected LibraryOptions Options { get; }

    private protected SourceContext Context { get; }

    private protected ISource Source { get; }

    private protected abstract string SourceName { get; }

    /// <summary>The environment, for a source with variables of its own.</summary>
    private protected virtual string? FindVariable(string name) => null;

    /// <summary>Something that the source has, as a person would paste it.</summary>
    private protected abstract string Known { get; }

    /// <summary>Something of the same form that it does not have.</summary>
    private protected abstract string Unknown { get; }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _http.Dispose();
        if (_client.IsValueCreated)
            _client.Value.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_resolves_what_it_knows_to_files_that_bear_its_name()
    {
        Source.CanResolve(Read(Known)).ShouldBeTrue();
        var files = await ResolveAsync(Known);

        files.ShouldNotBeEmpty();
        files.ShouldAllBe(file => file.Source == Source.Name && file.Address.IsAbsoluteUri && file.Refusal == null);
        Source.Name.ShouldMatch("^[a-z][a-z0-9]*$");
    }

    [Theory]
    [InlineData("gopher://example.org/model")]
    [InlineData("two words")]
    public void It_takes_nothing_that_can_be_had_nowhere(string text) => Source.CanResolve(Read(text)).ShouldBeFalse();

    [Fact]
    public void No_two_sources_take_the_same_reference()
    {
        var all = ShippedSources.All.Select(source => source.Open(Context)).ToArray();

        all.Where(source => source.CanResolve(Read(Known))).ShouldHaveSingleItem().Name.ShouldBe(Source.Name);
    }

    [Fact]
    public async Task A_probe_tells_the_exact_size_and_refuses_nothing_that_may_be_had()
    {
        var file = (await ResolveAsync(Known))[0];

        var probed = await Source.ProbeAsync(file, TestContext.Current.CancellationToken);

        probed.Refusal.ShouldBeNull();
        probed.SizeBytes.ShouldNotBeNull().ShouldBeGreaterThan(0);
        probed.Name.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_it_does_not_have_is_not_found()
    {
        Failure? failure;
        try
        {
            var file = (await ResolveAsync(Unknown))[0];
            failure = (await Source.ProbeAsync(file, TestContext.Current.CancellationToken)).Refusal;
        }
        catch (LibraryException problem)
        {
            failure = problem.Failure;
        }

        failure.ShouldNotBeNull().Code.ShouldBe(FailureCode.NotFound);
    }

    [Theory]
    [InlineData("https://example.org/x")]
    [InlineData("https://civitai.com.example.org/x")]
    [InlineData("https://huggingface.co.example.org/x")]
    [InlineData("https://b2.civitai.com/file/x")]
    [InlineData("https://cdn-lfs.hf.co/x")]
    public void Its_key_goes_to_no_other_host(string address) => Source.TokenFor(new Uri(address)).ShouldBeNull();

    [Fact]
    public async Task It_stops_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        var file = (await ResolveAsync(Known))[0];
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Source.ProbeAsync(file, stop.Token));
    }

    private Reference Read(string text) => ReferenceParser.Parse(text, Options);

    private Task<IReadOnlyList<RemoteFile>> ResolveAsync(string text) =>
        Source.ResolveAsync(Read(text), FileChoice.Primary, TestContext.Current.CancellationToken);
}

public sealed class CivitaiSourceContractTests(SandboxFixture sandbox) : SourceContract(sandbox)
{
    private protected override string SourceName => "civitai";

    private protected override string Known => "82098@87153";

    private protected override string Unknown => "version:999999";
}

public sealed class HuggingFaceSourceContractTests(SandboxFixture sandbox) : SourceContract(sandbox)
{
    private protected override string SourceName => "huggingface";

    private protected override string Known => "hf:sandbox-labs/gated-flux/gated-flux.safetensors";

    private protected override string Unknown => "hf:sandbox-labs/gated-flux/none.safetensors";
}

public sealed class WebSourceContractTests(SandboxFixture sandbox) : SourceContract(sandbox)
{
    private readonly RawHttpServer _server = new(request =>
        request.Target == "/mine.safetensors"
            ? RawReply.File([1, 2, 3])
            : new RawReply(404, []).With("Content-Length", "0")
    );

    private protected override string SourceName => "url";

    private protected override string Known => _server.Address("/mine.safetensors").AbsoluteUri;

    private protected override string Unknown => _server.Address("/other.safetensors").AbsoluteUri;

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }
}

public sealed class S3SourceContractTests(SandboxFixture sandbox) : SourceContract(sandbox)
{
    private readonly RawHttpServer _server = new(request =>
        request.Target.StartsWith("/bucket/mine.safetensors", StringComparison.Ordinal)
            ? RawReply.File([1, 2, 3])
            : new RawReply(404, []).With("Content-Length", "0")
    );

    private protected override string SourceName => "s3";

    private protected override string Known => "s3://bucket/mine.safetensors";

    private protected override string Unknown => "s3://bucket/other.safetensors";

    private protected override string? FindVariable(string name) =>
        name == "AWS_ENDPOINT_URL" ? _server.Address("/").AbsoluteUri : null;

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }
}

public sealed class FolderSourceContractTests(SandboxFixture sandbox) : SourceContract(sandbox)
{
    private readonly TemporaryFolder _folder = new();

    private protected override string SourceName => "folder";

    private protected override string Known => _folder.Write("mine.safetensors", [1, 2, 3]);

    private protected override string Unknown => _folder.Combine("other.safetensors");

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }
}
