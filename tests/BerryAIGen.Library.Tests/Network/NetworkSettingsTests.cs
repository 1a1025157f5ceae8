using System.Net;
using System.Net.Sockets;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Tests.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Network;

/// <summary>Offline, through a proxy, with certificates of one's own.</summary>
public sealed class NetworkSettingsTests : IDisposable
{
    private static readonly byte[] A = Recipe.A(5000);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<DownloadItem> DownloadAsync(NetworkSettings network, string reference)
    {
        using var library = new BerryLibrary(
            new LibraryOptions
            {
                AllowedHosts = ["127.0.0.1", "localhost"],
                WorkingFolder = _folder.Path,
                Network = network,
            },
            TransferFixture.Quick with
            {
                MaxAttempts = 1,
            }
        );
        var request = new DownloadRequest
        {
            References = [reference],
            Target = new DownloadTarget { Folder = _folder.Path },
        };
        return (await library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("257749")]
    [InlineData("hf:owner/repository/model.safetensors")]
    public async Task Offline_nothing_is_asked_and_one_sentence_says_why(string reference)
    {
        await using var server = new RawHttpServer(RawReply.File(A));

        var item = await DownloadAsync(
            new NetworkSettings { IsOffline = true },
            string.Format(null, reference, server.Address("/a.bin"))
        );

        item.Failure!.Code.ShouldBe(FailureCode.Network);
        item.Reason!.ShouldStartWith("Offline: ");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_download_goes_through_a_socks_proxy_that_looks_the_name_up()
    {
        await using var server = new RawHttpServer(RawReply.File(A));
        await using var proxy = new SocksProxy(server.Port);

        var item = await DownloadAsync(
            new NetworkSettings { Proxy = new Uri($"socks5://127.0.0.1:{proxy.Port}") },
            "http://models.example/a.bin"
        );

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        proxy.Asked.ShouldBe("models.example:80");
    }

    [Fact]
    public async Task A_private_number_is_refused_behind_a_proxy_as_well()
    {
        await using var server = new RawHttpServer(RawReply.File(A));
        await using var proxy = new SocksProxy(server.Port);

        var item = await DownloadAsync(
            new NetworkSettings { Proxy = new Uri($"socks5://127.0.0.1:{proxy.Port}") },
            "http://192.168.1.1/a.bin"
        );

        item.Failure!.Code.ShouldBe(FailureCode.Policy);
        proxy.Asked.ShouldBeNull();
    }

    [Theory]
    [InlineData("models.example", true)]
    [InlineData(".example", true)]
    [InlineData("*.example", true)]
    [InlineData("example", true)]
    [InlineData("*", true)]
    [InlineData("models.example:80", true)]
    [InlineData("dels.example", false)]
    [InlineData("models.example:81", false)]
    public void Exceptions_are_read_as_elsewhere(string entry, bool isCovered) =>
        new ListedProxy(new Uri("http://proxy.example:3128"), [entry])
            .IsBypassed(new Uri("http://models.example/a"))
            .ShouldBe(isCovered);

    [Fact]
    public async Task A_bundle_is_trusted_in_place_of_the_system()
    {
        using var certificate = TestCertificate.For("localhost");
        await using var server = new RawHttpServer(RawReply.File(A)) { Certificate = certificate };
        var bundle = _folder.Write(
            "bundle.pem",
            System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem())
        );
        var address = $"https://localhost:{server.Port}/a.bin";

        var without = await DownloadAsync(new NetworkSettings(), address);
        var with = await DownloadAsync(new NetworkSettings { CertificateBundle = bundle }, address);

        without.Failure!.Code.ShouldBe(FailureCode.Network);
        without.Reason!.ShouldContain("No safe connection");
        with.State.ShouldBe(DownloadState.Completed, with.Reason);
    }

    [Theory]
    [InlineData("no certificate here")]
    [InlineData(null)]
    public async Task A_bundle_that_cannot_be_read_is_told_by_name(string? content)
    {
        var bundle = Path.Combine(_folder.Path, "bundle.pem");
        if (content is not null)
        {
            File.WriteAllText(bundle, content);
        }

        var failure = (
            await Should.ThrowAsync<LibraryException>(() =>
                DownloadAsync(new NetworkSettings { CertificateBundle = bundle }, "http://127.0.0.1:9/a.bin")
            )
        ).Failure;

        failure.Code.ShouldBe(FailureCode.Usage);
        failure.Message.ShouldContain(bundle);
    }

    /// <summary>A SOCKS5 server without a password (RFC 1928) that leads every target to one port of this machine.</summary>
    private sealed class SocksProxy : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _serving;

        internal SocksProxy(int target)
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _serving = ServeAsync(target);
        }

        internal int Port { get; }

        internal string? Asked { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _serving;
            _stop.Dispose();
        }

        private async Task ServeAsync(int target)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var stream = client.GetStream();
                var head = new byte[2];
                await stream.ReadExactlyAsync(head, _stop.Token);
                await stream.ReadExactlyAsync(new byte[head[1]], _stop.Token);
                await stream.WriteAsync(new byte[] { 5, 0 }, _stop.Token);
                var ask = new byte[5];
                await stream.ReadExactlyAsync(ask, _stop.Token);
                var name = new byte[ask[4] + 2];
                await stream.ReadExactlyAsync(name, _stop.Token);
                Asked = $"{System.Text.Encoding.ASCII.GetString(name[..^2])}:{(name[^2] << 8) + name[^1]}";
                await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 }, _stop.Token);
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, target, _stop.Token);
                await Task.WhenAny(
                    stream.CopyToAsync(server.GetStream(), _stop.Token),
                    server.GetStream().CopyToAsync(stream, _stop.Token)
                );
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // The test is over.
            }
        }
    }
}
