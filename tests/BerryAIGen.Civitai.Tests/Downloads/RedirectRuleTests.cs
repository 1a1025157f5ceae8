using System.Net;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Tests.Downloads;

public sealed class RedirectRuleTests
{
    private static readonly Uri From = new("https://civitai.com/api/download/models/1");

    [Theory]
    [InlineData("https://user:pw@b2.civitai.com/f", "https://b2.civitai.com/f")]
    [InlineData("/login", "https://civitai.com/login")]
    public void A_location_may_be_relative_and_loses_its_user(string location, string expected) =>
        Next(location).AbsoluteUri.ShouldBe(expected);

    [Fact]
    public void From_https_to_http_is_refused() =>
        Should.Throw<CivitaiInvalidReplyException>(() => Next("http://b2.civitai.com/f")).Message.ShouldContain("http");

    [Fact]
    public void Nowhere_is_refused() => Should.Throw<CivitaiInvalidReplyException>(() => Next(null));

    private static Uri Next(string? location)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.TemporaryRedirect);
        answer.Headers.Location = location is null ? null : new Uri(location, UriKind.RelativeOrAbsolute);
        return Redirects.Next(From, answer, 0);
    }
}
