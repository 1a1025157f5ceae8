using System.Net;
using BerryAIGen.Library.Network;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Network;

public sealed class DownloadHttpTests
{
    private static readonly RawReply File = RawReply.File([1, 2, 3]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every name leads to loopback; only the names given here may.</summary>
    private static DownloadHttp Client(params string[] allowed) =>
        new(new DownloadHttpOptions { AllowedHosts = allowed, Resolve = (_, _) => Task.FromResult(Loopback()) });

    private static IPAddress[] Loopback() => [IPAddress.Loopback];

    private static Task<HttpAnswer> AskAsync(DownloadHttp client, Uri address, Func<Uri, string?>? token = null) =>
        client.GetAsync(new HttpQuestion { Address = address, TokenFor = token ?? (static _ => null) }, Token);

    [Fact]
    public async Task A_name_that_resolves_to_a_private_address_is_refused_before_a_connection()
    {
        await using var server = new RawHttpServer(File);
        using var client = Client();

        using var answer = await AskAsync(client, new Uri($"http://rebind.example:{server.Port}/a"));

        answer.Refusal!.Code.ShouldBe(FailureCode.Policy);
        answer.Refusal.Message.ShouldContain("rebind.example");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_several_addresses_only_the_public_ones_are_tried()
    {
        await using var server = new RawHttpServer(File);
        using var client = new DownloadHttp(
            new DownloadHttpOptions
            {
                ConnectTimeout = TimeSpan.FromMilliseconds(300),
                // TEST-NET is refused as well, so the public one is an address that nobody answers on.
                Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("192.31.196.1")]),
            }
        );

        await Should.ThrowAsync<Exception>(() => AskAsync(client, new Uri($"http://mixed.example:{server.Port}/a")));

        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:127.0.0.1]/a")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_to_a_private_address_is_not_followed(string location)
    {
        await using var server = new RawHttpServer(RawReply.Redirect("/second"), RawReply.Redirect(location));
        using var client = Client("127.0.0.1:" + "0", "start.example");

        using var answer = await AskAsync(client, new Uri($"http://start.example:{server.Port}/a"));

        answer.Refusal!.Code.ShouldBe(FailureCode.Policy);
        server.Requests.Select(request => request.Target).ShouldBe(["/a", "/second"]);
    }

    [Fact]
    public async Task A_redirect_to_our_own_loopback_port_is_refused_when_only_the_first_host_is_named()
    {
        await using var inner = new RawHttpServer(File);
        await using var server = new RawHttpServer(RawReply.Redirect($"http://127.0.0.1:{inner.Port}/admin"));
        using var client = Client($"start.example:{server.Port}");

        using var answer = await AskAsync(client, new Uri($"http://start.example:{server.Port}/a"));

        answer.Refusal!.Message.ShouldContain("private network");
        inner.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_goes_to_its_own_host_and_to_no_other()
    {
        await using var storage = new RawHttpServer(File);
        await using var site = new RawHttpServer(
            RawReply.Redirect($"http://store.example:{storage.Port}/signed?sig=1")
        );
        using var client = Client("civitai.example", "store.example");

        using var answer = await AskAsync(
            client,
            new Uri($"http://civitai.example:{site.Port}/a"),
            hop => hop.Host == "civitai.example" ? "KEY" : null
        );

        answer.Response!.StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Requests[0].Header("Authorization").ShouldBe("Bearer KEY");
        storage.Requests[0].Header("Authorization").ShouldBeNull();
    }

    [Fact]
    public async Task User_info_in_an_address_or_a_redirect_is_dropped()
    {
        await using var server = new RawHttpServer(request =>
            request.Target == "/a"
                ? RawReply.Redirect($"http://me:pw@start.example:{request.Header("Host")!.Split(':')[1]}/b")
                : File
        );
        using var client = Client("start.example");

        using var answer = await AskAsync(client, new Uri($"http://me:pw@start.example:{server.Port}/a"));

        answer.Address.UserInfo.ShouldBeEmpty();
        server.Requests.ShouldAllBe(request => request.Header("Authorization") == null);
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Redirects_in_a_circle_are_named()
    {
        await using var server = new RawHttpServer(RawReply.Redirect("/b"), RawReply.Redirect("/a"));
        using var client = Client("start.example");

        using var answer = await AskAsync(client, new Uri($"http://start.example:{server.Port}/a"));

        answer.Refusal!.Message.ShouldContain("circle");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Ten_redirects_are_followed_and_the_eleventh_is_not()
    {
        var count = 0;
        await using var server = new RawHttpServer(_ => RawReply.Redirect($"/{++count}"));
        using var client = Client("start.example");

        using var answer = await AskAsync(client, new Uri($"http://start.example:{server.Port}/a"));

        answer.Refusal!.Message.ShouldContain("more than 10 times");
        server.Requests.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_redirect_from_https_to_http_is_not_followed()
    {
        using var certificate = TestCertificate.For("start.example");
        await using var plain = new RawHttpServer(File);
        await using var server = new RawHttpServer(RawReply.Redirect($"http://start.example:{plain.Port}/x"))
        {
            Certificate = certificate,
        };
        using var client = new DownloadHttp(
            new DownloadHttpOptions
            {
                AllowedHosts = ["start.example"],
                TrustedRoots = [certificate],
                Resolve = (_, _) => Task.FromResult(Loopback()),
            }
        );

        using var answer = await AskAsync(client, new Uri($"https://start.example:{server.Port}/a"));

        answer.Refusal!.Message.ShouldContain("plain http");
        server.Requests.Count.ShouldBe(1);
        plain.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_safe_connection_goes_through_a_private_proxy()
    {
        using var certificate = TestCertificate.For("store.example");
        await using var server = new RawHttpServer(File) { Certificate = certificate };
        await using var proxy = new TunnelProxy(server.Port);
        using var client = new DownloadHttp(
            new DownloadHttpOptions { Proxy = new WebProxy(proxy.Address), TrustedRoots = [certificate] }
        );

        using var answer = await AskAsync(client, new Uri("https://store.example/a"));

        answer.Refusal.ShouldBeNull();
        answer.Response!.StatusCode.ShouldBe(HttpStatusCode.OK);
        proxy.Asked.ShouldBe("CONNECT store.example:443 HTTP/1.1");
    }

    [Fact]
    public async Task A_private_target_is_refused_behind_a_proxy_as_well()
    {
        await using var server = new RawHttpServer(File);
        await using var proxy = new TunnelProxy(server.Port);
        using var client = new DownloadHttp(new DownloadHttpOptions { Proxy = new WebProxy(proxy.Address) });

        using var answer = await AskAsync(client, new Uri("https://169.254.169.254/latest/meta-data/"));

        answer.Refusal!.Code.ShouldBe(FailureCode.Policy);
        proxy.Asked.ShouldBeNull();
    }

    [Fact]
    public async Task Bytes_are_asked_for_as_they_are_under_our_own_name()
    {
        await using var server = new RawHttpServer(File);
        using var client = Client("start.example");

        using var answer = await AskAsync(client, new Uri($"http://start.example:{server.Port}/a"));

        server.Requests[0].Header("Accept-Encoding").ShouldBe("identity");
        server.Requests[0].Header("User-Agent")!.ShouldStartWith("BerryAIGen/");
        server.Requests[0].Header("Cookie").ShouldBeNull();
    }
}
