declare module "virtual:icons/*" {
  const shape: string;
  export default shape;
}
