using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Tests.Network;

public sealed class AddressGuardTests
{
    private static readonly AddressGuard Guard = new(
        [new Uri("http://127.0.0.1:8080/api")],
        ["nas.local:9000", "192.168.7.7", "[fd00::7]:8080"]
    );

    [Theory]
    [InlineData("https://civitai.com/api/download/models/1")]
    [InlineData("http://example.org/a.bin")]
    [InlineData("http://127.0.0.1:8080/other/path")]
    [InlineData("http://NAS.local:9000/a")]
    [InlineData("https://192.168.7.7:1234/a")]
    [InlineData("http://[fd00::7]:8080/a")]
    public void A_public_or_a_named_address_may_be_asked(string address) =>
        Guard.Check(new Uri(address)).ShouldBeNull();

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/a")]
    [InlineData("http://127.0.0.1/a")]
    [InlineData("http://127.0.0.1:8081/a")]
    [InlineData("http://2130706433/a")]
    [InlineData("http://0x7f.1/a")]
    [InlineData("http://0177.0.0.1/a")]
    [InlineData("http://[::1]/a")]
    [InlineData("http://[::ffff:127.0.0.1]/a")]
    [InlineData("http://localhost/a")]
    [InlineData("http://LocalHost./a")]
    [InlineData("http://x.localhost/a")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://192.168.7.8/a")]
    [InlineData("http://[fd00::7]:8081/a")]
    public void Another_scheme_or_a_private_address_is_refused_by_name(string address)
    {
        var refusal = Guard.Check(new Uri(address));

        refusal!.Code.ShouldBe(FailureCode.Policy);
        refusal.Message.ShouldContain("Refused to ask");
    }

    [Fact]
    public void A_redirect_from_https_to_http_is_refused() =>
        Guard
            .CheckHop(new Uri("https://a.example/x"), new Uri("http://store.example/x"))!
            .Message.ShouldContain("plain http");

    [Fact]
    public void A_redirect_from_http_to_http_is_followed() =>
        Guard.CheckHop(new Uri("http://a.example/x"), new Uri("http://store.example/x")).ShouldBeNull();
}
