using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Tests.Transport;

public sealed class AddressSecretsTests
{
    [Theory]
    [InlineData("https://u:p@a.b/c?x=1&token=S&y=%7C#t", "https://a.b/c?x=1&y=%7C")]
    [InlineData("https://a.b/c?TOKEN=S", "https://a.b/c")]
    [InlineData("https://a.b/c?api_key=S&apikey=S&access_token=S", "https://a.b/c")]
    [InlineData("https://a.b:8443/c?X-Amz-Signature=S&tokens=2", "https://a.b:8443/c?X-Amz-Signature=S&tokens=2")]
    public void Keys_leave_an_address_and_the_rest_stays(string address, string expected) =>
        AddressSecrets.Remove(new Uri(address)).AbsoluteUri.ShouldBe(expected);

    [Theory]
    [InlineData("see https://u:p@a.b/c?token=S&x=1.", "see https://***@a.b/c?token=***&x=1.")]
    [InlineData("X-Amz-Signature=abc&X-Amz-Expires=1", "X-Amz-Signature=***&X-Amz-Expires=1")]
    [InlineData("returnUrl=%2Fx%3Ftoken%3DS&y", "returnUrl=%2Fx%3Ftoken%3D***&y")]
    [InlineData("mail me@example.com", "mail me@example.com")]
    [InlineData("Authorization: Bearer S1.s-2 came", "Authorization: Bearer *** came")]
    [InlineData("authorization=S came", "authorization=*** came")]
    [InlineData("bad Bearer 0123456789abcdef0123", "bad Bearer ***")]
    [InlineData("a bearer token is needed", "a bearer token is needed")]
    [InlineData("""{"token":"S","tokens":"2"}""", """{"token":"***","tokens":"2"}""")]
    [InlineData("""{"Authorization" : "Bearer S"}""", """{"Authorization" : "***"}""")]
    [InlineData("""{"e":"{\"api_key\":\"S\"}"}""", """{"e":"{\"api_key\":\"***\"}"}""")]
    [InlineData("""{"next":"/x?a=1\u0026token=S\u0026b=2"}""", """{"next":"/x?a=1\u0026token=***\u0026b=2"}""")]
    [InlineData(null, null)]
    public void Keys_and_signatures_are_masked_in_text(string? text, string? expected) =>
        AddressSecrets.Mask(text).ShouldBe(expected);

    [Fact]
    public void The_token_of_an_address_can_be_found() =>
        AddressSecrets.FindToken(new Uri("https://civitai.com/x?a=1&token=S%20T")).ShouldBe("S T");
}
