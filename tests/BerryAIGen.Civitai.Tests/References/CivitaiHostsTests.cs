using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Tests.References;

public sealed class CivitaiHostsTests
{
    [Theory]
    [InlineData("https://civitai.com/api/v1/me", true)]
    [InlineData("https://api.civitai.com/x", true)]
    [InlineData("https://orchestration.civitai.com/v2", true)]
    [InlineData("https://civitai.red/", true)]
    [InlineData("https://civitai.green/", true)]
    [InlineData("http://civitai.com/", false)]
    [InlineData("https://civitai.com:444/", false)]
    [InlineData("https://evilcivitai.com/", false)]
    [InlineData("https://civitai.com.evil.com/", false)]
    [InlineData("https://civitai.com@evil.com/", false)]
    [InlineData("https://b2.civitai.com/file/x", false)]
    [InlineData("https://image.civitai.com/x", false)]
    [InlineData("https://image-b2.civitai.com/x", false)]
    [InlineData("https://x.r2.cloudflarestorage.com/x", false)]
    public void Only_Civitai_itself_may_see_the_key(string address, bool expected) =>
        CivitaiHosts.Default.IsTrusted(new Uri(address)).ShouldBe(expected);

    [Theory]
    [InlineData("http://127.0.0.1:5000/api", true)]
    [InlineData("http://127.0.0.1:5001/api", false)]
    [InlineData("http://localhost:5000/api", false)]
    [InlineData("https://127.0.0.1:5000/api", false)]
    public void A_configured_site_is_trusted_at_its_own_port_only(string address, bool expected) =>
        new CivitaiHosts(new Uri("http://127.0.0.1:5000")).IsTrusted(new Uri(address)).ShouldBe(expected);
}
