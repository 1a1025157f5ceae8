using BerryAIGen.Civitai;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.Civitai;
using BerryAIGen.Library.Sources.HuggingFace;
using BerryAIGen.Library.Sources.Web;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources;

/// <summary>What every source promises, whatever it asks.</summary>
public abstract class SourceContract : IClassFixture<SandboxFixture>, IAsyncDisposable
{
    private readonly DownloadHttp _http;

    private protected SourceContract(SandboxFixture sandbox)
    {
        Sandbox = sandbox;
        Options = new LibraryOptions
        {
            CivitaiUrl = sandbox.Server.CivitaiUrl,
            HuggingFaceUrl = sandbox.Server.HuggingFaceUrl,
            CivitaiKey = Secret.From("sandbox-key", "test"),
            HuggingFaceToken = Secret.From("hf_sandbox", "test"),
        };
        _http = new DownloadHttp(new DownloadHttpOptions { AllowedHosts = ["localhost", "127.0.0.1"] });
        Probe = new FileProbe(_http, new TransferOptions(), TimeProvider.System);
    }

    private protected SandboxFixture Sandbox { get; }

    private protected LibraryOptions Options { get; }

    private protected FileProbe Probe { get; }

    private protected abstract ISource Source { get; }

    /// <summary>Something that the source has, as a person would paste it.</summary>
    private protected abstract string Known { get; }

    /// <summary>Something of the same form that it does not have.</summary>
    private protected abstract string Unknown { get; }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_resolves_what_it_knows_to_files_that_bear_its_name()
    {
        Source.CanResolve(Read(Known)).ShouldBeTrue();
        var files = await ResolveAsync(Known);

        files.ShouldNotBeEmpty();
        files.ShouldAllBe(file => file.Source == Source.Name && file.Address.IsAbsoluteUri && file.Refusal == null);
        Source.Name.ShouldMatch("^[a-z]+$");
    }

    [Theory]
    [InlineData("./model.safetensors")]
    [InlineData("two words")]
    public void It_takes_nothing_that_can_be_had_nowhere(string text) => Source.CanResolve(Read(text)).ShouldBeFalse();

    [Fact]
    public void No_two_sources_take_the_same_reference()
    {
        using var client = new CivitaiClient();
        ISource[] all =
        [
            new CivitaiSource(new CivitaiLookup(client), Options, TimeProvider.System),
            new HuggingFaceSource(Options, Probe),
            new WebSource(Probe),
        ];

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

public sealed class CivitaiSourceContractTests : SourceContract
{
    private readonly CivitaiClient _client;

    public CivitaiSourceContractTests(SandboxFixture sandbox)
        : base(sandbox)
    {
        _client = new CivitaiClient(
            new CivitaiOptions { SiteUrl = sandbox.Server.CivitaiUrl, ApiKey = Options.CivitaiKey!.Reveal() }
        );
        Source = new CivitaiSource(new CivitaiLookup(_client), Options, TimeProvider.System);
    }

    private protected override ISource Source { get; }

    private protected override string Known => "82098@87153";

    private protected override string Unknown => "version:999999";

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return base.DisposeAsync();
    }
}

public sealed class HuggingFaceSourceContractTests : SourceContract
{
    public HuggingFaceSourceContractTests(SandboxFixture sandbox)
        : base(sandbox) => Source = new HuggingFaceSource(Options, Probe);

    private protected override ISource Source { get; }

    private protected override string Known => "hf:sandbox-labs/gated-flux/gated-flux.safetensors";

    private protected override string Unknown => "hf:sandbox-labs/gated-flux/none.safetensors";
}

public sealed class WebSourceContractTests : SourceContract
{
    private readonly RawHttpServer _server = new(request =>
        request.Target == "/mine.safetensors"
            ? RawReply.File([1, 2, 3])
            : new RawReply(404, []).With("Content-Length", "0")
    );

    public WebSourceContractTests(SandboxFixture sandbox)
        : base(sandbox) => Source = new WebSource(Probe);

    private protected override ISource Source { get; }

    private protected override string Known => _server.Address("/mine.safetensors").AbsoluteUri;

    private protected override string Unknown => _server.Address("/other.safetensors").AbsoluteUri;

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }
}
