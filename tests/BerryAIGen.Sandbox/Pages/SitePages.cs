using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Pages;

/// <summary>Pages of the site for people, to which a browser is sent: a client that follows ends here with 200.</summary>
internal static class SitePages
{
    /// <summary>What somebody sees who must sign in.</summary>
    public static Answer Login =>
        Answer.Html(
            200,
            "<!DOCTYPE html><html><head><title>Sign in to Civitai</title></head><body><form action=\"/login\"></form></body></html>"
        );

    public static void Map(Routes routes)
    {
        routes.Bare("/login", _ => Login);
        routes.Bare("/models/{id}/{name?}", _ => App);
        routes.Bare("/model-versions/{id}", _ => App);
    }

    private static Answer App =>
        Answer.Html(
            200,
            "<!DOCTYPE html><html><head><title>Civitai</title></head><body><div id=\"__next\"></div></body></html>"
        );
}
