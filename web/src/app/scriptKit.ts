/** Everything a script of the user's may build with; fetched only where there are scripts. */
export * from "@mantine/core";
