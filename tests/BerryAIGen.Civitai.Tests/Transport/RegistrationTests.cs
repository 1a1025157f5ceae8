using Microsoft.Extensions.DependencyInjection;

namespace BerryAIGen.Civitai.Tests.Transport;

public sealed class RegistrationTests
{
    [Fact]
    public void Adding_the_client_twice_keeps_the_first()
    {
        using var services = new ServiceCollection()
            .AddCivitai(options => options.SiteUrl = new Uri("https://civitai.red"))
            .AddCivitai()
            .BuildServiceProvider();

        services.GetServices<CivitaiClient>().ShouldHaveSingleItem().BaseUrl.ShouldBe("https://civitai.red/api/v1");
    }

    [Fact]
    public void The_container_gives_one_client_with_the_options()
    {
        using var services = new ServiceCollection()
            .AddCivitai(options => options.SiteUrl = new Uri("https://civitai.red"))
            .BuildServiceProvider();

        var client = services.GetRequiredService<CivitaiClient>();

        client.BaseUrl.ShouldBe("https://civitai.red/api/v1");
        services.GetRequiredService<CivitaiClient>().ShouldBeSameAs(client);
    }
}
