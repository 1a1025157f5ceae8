namespace BerryAIGen.Sandbox.Faults;

/// <summary>Carries the fault of a request to the places that know how to fail.</summary>
internal static class FaultContext
{
    private static readonly object Key = new();

    public static Fault? ActiveFault(this HttpContext http) => http.Items[Key] as Fault;

    public static void Activate(this HttpContext http, Fault? fault) => http.Items[Key] = fault;
}
